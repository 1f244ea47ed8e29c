using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>A terminal as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Title">What the program in it called itself (OSC 0 or 2), empty while it did not; at most 512 characters, no control characters.</param>
/// <param name="Columns">Width.</param>
/// <param name="Rows">Height.</param>
/// <param name="State">Whether it lives.</param>
/// <param name="ExitCode">Exit code of its shell.</param>
/// <param name="Viewers">Who is attached.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastActivityAt">Last output or input.</param>
/// <param name="WorkingDirectory">The directory that the shell reported (OSC 7), empty while it did not.</param>
/// <param name="Name">The name that people gave it, at most 64 characters, empty for none.</param>
/// <param name="EndWhenLastViewerLeaves">True when it ends a few seconds after its last viewer left.</param>
/// <param name="Recording">Id of the recording that runs; null for none.</param>
/// <param name="Root">True when it runs as root of a machine: to type in it takes <c>root:cloud_instance</c>.</param>
[GenerateSerializer, Immutable, Alias("anchorage.TerminalInfo")]
public sealed record TerminalInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string InstanceId,
    [property: Id(2)] string Title,
    [property: Id(3)] int Columns,
    [property: Id(4)] int Rows,
    [property: Id(5)] TerminalState State,
    [property: Id(6)] int? ExitCode,
    [property: Id(7)] ImmutableArray<TerminalViewer> Viewers,
    [property: Id(8)] DateTimeOffset CreatedAt,
    [property: Id(9)] DateTimeOffset LastActivityAt,
    [property: Id(10)] string WorkingDirectory = "",
    [property: Id(11)] string Name = "",
    [property: Id(12)] bool EndWhenLastViewerLeaves = false,
    [property: Id(13)] string? Recording = null,
    [property: Id(14)] bool Root = false);
