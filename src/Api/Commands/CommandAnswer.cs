namespace Anchorage.Api.Commands;

/// <param name="Result">What belongs to the type of the command.</param>
internal sealed record CommandAnswer(bool Success, object Result);
