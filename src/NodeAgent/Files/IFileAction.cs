using System.Text.Json;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files;

/// <summary>One thing that can be done with files. Registered in DI; found by <see cref="Action"/>.</summary>
internal interface IFileAction
{
    /// <summary>A name of <see cref="Protocol.Files.FileActions"/>.</summary>
    string Action { get; }

    /// <summary>Does it. What fails before the stream is accepted refuses the stream.</summary>
    /// <param name="root">The root; disposed by the caller.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="arguments">The record that belongs to the action.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the agent stops.</param>
    Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken);
}
