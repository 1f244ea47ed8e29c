namespace Anchorage.Api.Commands;

internal sealed record CloudStats(int Total);
