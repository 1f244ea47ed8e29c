using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Mcp;

namespace Anchorage.Grains.Instances;

/// <content>Calls of programs: admitted here, answered by the owner.</content>
public sealed partial class InstanceGrain
{
    /// <inheritdoc/>
    public async Task<McpAdmission> AdmitMcp(Caller caller, McpCallRequest call)
    {
        bool ask = false;
        foreach (string permission in call.Permissions)
        {
            ask |= await authoriser.RequireOrAsk(caller, permission, Resource);
        }

        InstanceAccess access = State.Plan is null ? throw Fail.NotFound("instance", Id) : Access;
        if (!ask)
        {
            return new McpAdmission(access, null);
        }

        McpCallInfo asked = new(
            call.CallId,
            new ObjectName(Id, Plan.Name),
            call.Tool,
            call.Destructive,
            new ObjectName(caller.PrincipalId, caller.Name),
            caller.CredentialId ?? string.Empty,
            call.Client,
            McpCallState.Waiting,
            default,
            default,
            null,
            null,
            null,
            call.ArgumentsJson);
        return new McpAdmission(access, await GrainFactory.GetGrain<IMcpSystemGrain>(GrainKeys.Mcp(Plan.OwnerId)).Ask(asked));
    }
}
