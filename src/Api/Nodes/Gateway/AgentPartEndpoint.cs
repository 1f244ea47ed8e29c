using System.Text.Json;
using Anchorage.Api.Errors;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary><c>POST /agent/part</c>: checks that the node's own key says farewell. Whether a node exists is told to nobody who does not prove it.</summary>
internal static class AgentPartEndpoint
{
    private const int MaxBody = 4 * 1024;

    /// <summary>Serves one farewell.</summary>
    public static async Task<IResult> HandleAsync(HttpContext context, INodeGateway gateway, AgentGatewayOptions options, TimeProvider time)
    {
        try
        {
            PartRequest request = Read(await AgentBody.ReadAsync(context, MaxBody));
            NodeIdentity? identity = HelloCheck.IsNodeId(request.NodeId)
                ? await gateway.GetIdentityAsync(request.NodeId).WaitAsync(options.CallDeadline, time, context.RequestAborted)
                : null;
            if (identity is null || !HelloCheck.IsProven(identity.PublicKey, PartRequest.SignedText(request.NodeId), request.Signature))
            {
                throw new AnchorageException(ErrorCodes.NodeRevoked);
            }

            await gateway.PartAsync(identity, RemoteAddress.Of(context)).WaitAsync(options.CallDeadline, time, context.RequestAborted);
            return Results.NoContent();
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

    private static PartRequest Read(string body)
    {
        try
        {
            return ProtocolJson.Read<PartRequest>(body);
        }
        catch (JsonException)
        {
            throw new AnchorageException(ErrorCodes.InvalidJson, ("problem", "it is not a farewell"));
        }
    }
}
