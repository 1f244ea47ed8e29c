namespace Anchorage.Api.Sync;

internal sealed record CompareAnswer(bool Success, Comparison Comparison);
