using System.Text.Json;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Files;

/// <summary>Serves <see cref="StreamKinds.Files"/>.</summary>
internal sealed class FilesStreamHandler(FileRoots roots, IEnumerable<IFileAction> actions) : IStreamHandler
{
    private readonly Dictionary<string, IFileAction> _actions = actions.ToDictionary(a => a.Action, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Kind => StreamKinds.Files;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        FileCall call = ProtocolJson.Read<FileCall>(payload);
        if (!_actions.TryGetValue(call.Action, out IFileAction? action))
        {
            throw new LinkRequestException("unknown_request", $"This agent cannot do '{call.Action}' with files.");
        }

        using FileRoot root = await roots.OpenAsync(call.InstanceId, cancellationToken);
        await action.ServeAsync(root, stream, call.Arguments, cancellationToken);
    }
}
