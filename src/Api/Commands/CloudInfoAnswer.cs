namespace Anchorage.Api.Commands;

internal sealed record CloudInfoAnswer(bool Success, CloudDetails Info);
