using System.Text.Json;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Grains.Instances;

/// <content>Files of the instance: permitted here, touched by the agent.</content>
public sealed partial class InstanceGrain
{
    private const int MaxFileArguments = 48 * 1024;

    /// <inheritdoc/>
    public async Task<InstanceGrant> GrantFiles(Caller caller, string action, string argumentsJson)
    {
        bool changes = FileActions.Changing.Contains(action);
        bool browses = FileActions.Browsing.Contains(action);
        if (!changes && !browses && !FileActions.Reading.Contains(action))
        {
            throw Fail.Invalid("action", "is none of files");
        }

        // The first frame of a stream has a limit.
        if (argumentsJson.Length > MaxFileArguments)
        {
            throw Fail.Invalid("path", "is too long");
        }

        InstanceAccess access = await Permit(caller, changes ? Permissions.WriteFiles : browses ? Permissions.BrowseFiles : Permissions.ReadFiles, mustRun: true);
        return new InstanceGrant(Grant(StreamKinds.Files, ProtocolJson.Write(new FileCall(Id, action, JsonElement.Parse(argumentsJson)))), access);
    }
}
