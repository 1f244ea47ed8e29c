namespace Anchorage.Api.Commands;

internal sealed record LogsPayload(int Lines = 100, string Type = "service");
