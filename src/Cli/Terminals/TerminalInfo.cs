namespace Anchorage.Cli.Terminals;

/// <summary>A terminal of an instance.</summary>
internal sealed record TerminalInfo(
    string Id,
    string InstanceId,
    string? Name,
    string? Title,
    string? WorkingDirectory,
    int Columns,
    int Rows,
    string State,
    int? ExitCode,
    IReadOnlyList<ViewerInfo>? Viewers,
    bool EndWhenLastViewerLeaves,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? LastActivityAt,
    string? Recording = null)
{
    /// <summary>How people call it.</summary>
    public string Label => Name is { Length: > 0 } name ? name : Id;

    /// <summary>The state, with the exit code where there is one.</summary>
    public string Standing => ExitCode is { } code ? $"{State} ({code})" : State;
}
