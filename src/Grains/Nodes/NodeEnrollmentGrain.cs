using System.Text.Json;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Audit;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Orleans.Concurrency;

namespace Anchorage.Grains.Nodes;

/// <summary>See <see cref="INodeEnrollmentGrain"/>. It holds nothing, so the enrolments of a fleet need not wait for each other; the directory and the node take care of theirs.</summary>
[Reentrant]
[GrainType("enrollment")]
public sealed class NodeEnrollmentGrain(AuditTrail audit) : Grain, INodeEnrollmentGrain
{
    /// <inheritdoc/>
    public async Task<string> Enroll(string requestJson, string address)
    {
        EnrollRequest request = Parse(requestJson);
        Caller caller = Caller.Anonymous(address);
        INodeDirectorySystemGrain directory = GrainFactory.GetGrain<INodeDirectorySystemGrain>(GrainKeys.NodeDirectory);
        try
        {
            (string id, string name, ObjectName owner) = await Admit(directory, request);

            // The credential goes no further, and only the key of the server's own node makes a local node.
            string identity = ProtocolJson.Write(request with { Credential = string.Empty, Name = name, Local = owner.Id == Caller.SystemId });
            NodeInfo node = await GrainFactory.GetGrain<INodeSystemGrain>(GrainKeys.Node(id)).Enroll(owner, identity);
            await audit.Note(caller, AuditActions.NodeEnrolled, new ResourceRef("node", id, owner.Id, node.Name));
            return ProtocolJson.Write(new EnrollResponse(id, node.Name, owner.Name));
        }
        catch (AnchorageException exception)
        {
            await audit.Note(caller, AuditActions.NodeEnrolled, new ResourceRef("node", null, null, request.Name), AuditResult.Refused, exception.Code);
            throw;
        }
    }

    private async Task<NodeAdmission> Admit(INodeDirectorySystemGrain directory, EnrollRequest request)
    {
        string name = NodeRules.Clean(request.Name);
        if (!AnchorTokens.IsOurs(request.Credential))
        {
            return await directory.Admit(request.Credential, request.MachineId, name);
        }

        ObjectName owner = await GrainFactory.GetGrain<IAnchoringGrain>(GrainKeys.Anchoring).Redeem(request.Credential, request.MachineId, request.PublicKey);
        return await directory.AdmitAnchored(owner, request.MachineId, name);
    }

    private static EnrollRequest Parse(string json)
    {
        EnrollRequest request;
        try
        {
            request = ProtocolJson.Read<EnrollRequest>(json);
        }
        catch (JsonException)
        {
            throw Fail.Invalid("body", "is not an enrolment request");
        }

        if (string.IsNullOrEmpty(request.Credential) || request.Credential.Length > 4096)
        {
            throw new AnchorageException(ErrorCodes.InvalidOnboardingKey);
        }

        if (string.IsNullOrEmpty(request.MachineId) || request.MachineId.Length > 128 || request.Hello is null)
        {
            throw Fail.Invalid("machineId", "must have 1 to 128 characters");
        }

        PublicKeys.Check(request.PublicKey);
        return request;
    }
}
