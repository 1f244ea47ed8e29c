namespace Anchorage.Cli.Instances;

/// <summary>The end of an instance's output.</summary>
internal sealed record InstanceLogs(IReadOnlyList<InstanceLogLine> Lines, bool Truncated);
