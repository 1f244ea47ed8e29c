using System.Collections.Immutable;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>All tools, by name.</summary>
internal static class Toolbox
{
    /// <summary>The order in which they are listed.</summary>
    public static readonly ImmutableArray<Tool> All = [.. InstanceTools.All, .. LifeCycleTools.All, .. CommandTools.All, .. FileTools.All, .. SyncTools.All, .. GitTools.All, .. TerminalTools.All];

    private static readonly ImmutableDictionary<string, Tool> ByName = All.ToImmutableDictionary(static t => t.Definition.Name, StringComparer.Ordinal);

    /// <summary>The tool of a name, or null.</summary>
    public static Tool? Find(string name) => ByName.GetValueOrDefault(name);
}
