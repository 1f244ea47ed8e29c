using System.Text.Json;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Git;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Grains.Instances;

/// <content>Git in the instance: permitted here, run by the agent inside the instance.</content>
public sealed partial class InstanceGrain
{
    /// <inheritdoc/>
    public async Task<InstanceGrant> GrantGit(Caller caller, string action, string argumentsJson)
    {
        bool changes = GitActions.Changing.Contains(action);
        if (!changes && !GitActions.Reading.Contains(action))
        {
            throw Fail.Invalid("action", "is none of git");
        }

        if (argumentsJson.Length > MaxFileArguments)
        {
            throw Fail.Invalid("body", "is too long: name fewer files at once");
        }

        InstanceAccess access = await Permit(caller, changes ? Permissions.WriteGit : Permissions.ReadGit, mustRun: true);
        return new InstanceGrant(Grant(StreamKinds.Git, ProtocolJson.Write(new GitCall(Id, action, JsonElement.Parse(argumentsJson)))), access);
    }
}
