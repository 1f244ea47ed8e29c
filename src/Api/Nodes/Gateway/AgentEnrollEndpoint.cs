using System.Text.Json;
using Anchorage.Api.Errors;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary><c>POST /agent/enroll</c>: checks the form and lets the enrolment grain decide.</summary>
internal static class AgentEnrollEndpoint
{
    private const int MaxBody = 64 * 1024;

    /// <summary>Serves one enrolment.</summary>
    public static async Task<IResult> HandleAsync(HttpContext context, INodeGateway gateway, AgentGatewayOptions options, TimeProvider time)
    {
        try
        {
            string body = await AgentBody.ReadAsync(context, MaxBody);
            string answer = await gateway.EnrollAsync(Check(body), RemoteAddress.Of(context)).WaitAsync(options.CallDeadline * 2, time, context.RequestAborted);
            return Results.Text(answer, "application/json");
        }
        catch (AnchorageException e)
        {
            return ProblemResult.Of(e);
        }
        catch (TimeoutException)
        {
            return ProblemResult.Of(ErrorCodes.Timeout);
        }
    }

    /// <summary>The request in canonical form: unknown fields are gone.</summary>
    private static string Check(string body)
    {
        EnrollRequest request;
        try
        {
            request = ProtocolJson.Read<EnrollRequest>(body);
        }
        catch (JsonException)
        {
            throw new AnchorageException(ErrorCodes.InvalidJson, ("problem", "it is not an enrolment"));
        }

        string? problem = request switch
        {
            { Credential: null or { Length: 0 or > 8192 } } => "credential is missing or too long",
            _ when !HelloCheck.IsPublicKey(request.PublicKey) => "publicKey is not an ECDSA P-256 key",
            { MachineId: null or { Length: 0 or > 128 } } => "machineId is missing or too long",
            { Name: null or { Length: 0 or > 63 } } => "name must have 1 to 63 characters",
            { Hello: null } => "hello is missing",
            _ => null,
        };
        return problem is null ? ProtocolJson.Write(request) : throw new AnchorageException(ErrorCodes.InvalidRequest, ("problem", problem));
    }
}
