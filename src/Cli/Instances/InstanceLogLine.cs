namespace Anchorage.Cli.Instances;

/// <summary>One line of output.</summary>
internal sealed record InstanceLogLine(DateTimeOffset? At, string? Stream, string Text);
