namespace Anchorage.Api.Commands;

internal sealed record RestartPayload(string Service = "service");
