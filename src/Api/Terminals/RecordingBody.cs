namespace Anchorage.Api.Terminals;

internal sealed record RecordingBody(bool? On);
