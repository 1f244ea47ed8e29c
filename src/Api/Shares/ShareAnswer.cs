namespace Anchorage.Api.Shares;

internal sealed record ShareAnswer(bool Success, CloudShare Share);
