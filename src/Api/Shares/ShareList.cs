namespace Anchorage.Api.Shares;

internal sealed record ShareList(bool Success, IReadOnlyList<CloudShare> Shares);
