namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>A terminal to open.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Columns">1 to 1000.</param>
/// <param name="Rows">1 to 1000.</param>
/// <param name="Shell"><c>bash</c>, <c>sh</c>, <c>zsh</c>, <c>ash</c>, or null.</param>
/// <param name="Name">At most 64 characters without control characters, or null.</param>
/// <param name="EndWhenLastViewerLeaves">True ends it a few seconds after its last viewer left, and after a minute if none comes.</param>
/// <param name="Root">On a machine: as root; needs <c>root:cloud_instance</c>.</param>
[GenerateSerializer, Immutable, Alias("anchorage.OpenTerminalRequest")]
public sealed record OpenTerminalRequest(
    [property: Id(0)] string InstanceId,
    [property: Id(1)] int Columns,
    [property: Id(2)] int Rows,
    [property: Id(3)] string? Shell,
    [property: Id(4)] string? Name = null,
    [property: Id(5)] bool EndWhenLastViewerLeaves = false,
    [property: Id(6)] bool Root = false);
