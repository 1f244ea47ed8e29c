using System.Text.Json;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Git;

/// <summary>One thing that can be done with git. Registered in DI; found by <see cref="Action"/>.</summary>
internal interface IGitAction
{
    /// <summary>A name of <see cref="Protocol.Git.GitActions"/>.</summary>
    string Action { get; }

    /// <summary>Does it and answers.</summary>
    Task ServeAsync(string instanceId, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken);
}
