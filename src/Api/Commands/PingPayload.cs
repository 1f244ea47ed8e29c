namespace Anchorage.Api.Commands;

internal sealed record PingPayload(string? Echo = null);
