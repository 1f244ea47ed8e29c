using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Git;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Git;

/// <summary>Serves <see cref="StreamKinds.Git"/>.</summary>
internal sealed class GitStreamHandler(IEnumerable<IGitAction> actions) : IStreamHandler
{
    private readonly Dictionary<string, IGitAction> _actions = actions.ToDictionary(a => a.Action, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Kind => StreamKinds.Git;

    /// <inheritdoc/>
    public Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        GitCall call = ProtocolJson.Read<GitCall>(payload);
        return _actions.TryGetValue(call.Action, out IGitAction? action)
            ? action.ServeAsync(call.InstanceId, stream, call.Arguments, cancellationToken)
            : throw new LinkRequestException("unknown_request", $"This agent cannot do '{call.Action}' with git.");
    }
}
