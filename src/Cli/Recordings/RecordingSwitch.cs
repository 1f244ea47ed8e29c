namespace Anchorage.Cli.Recordings;

/// <summary>Begins or ends a recording.</summary>
internal sealed record RecordingSwitch(bool On);
