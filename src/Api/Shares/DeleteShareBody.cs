namespace Anchorage.Api.Shares;

internal sealed record DeleteShareBody(string? Id);
