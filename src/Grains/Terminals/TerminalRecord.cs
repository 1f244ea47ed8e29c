using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Terminals;

namespace Anchorage.Grains.Terminals;

/// <summary>What is stored of a terminal.</summary>
public sealed record TerminalRecord
{
    /// <summary>What is shown; null when there is no such terminal. Its viewers are not stored.</summary>
    public TerminalInfo? Info { get; init; }

    /// <summary>The instance.</summary>
    public InstanceAccess? Instance { get; init; }

    /// <summary>Who opened it.</summary>
    public string OpenedBy { get; init; } = string.Empty;

    /// <summary>Who is attached: kept in memory only.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ImmutableArray<TerminalViewer> Viewers { get; init; } = [];
}
