namespace Anchorage.Api.Files;

internal sealed record RestoreBody(string? Target);
