namespace Anchorage.Api.Sync;

internal sealed record ComparisonSummary(int OnlyInSource, int OnlyInDestination, int Identical, int NewerInSource, int NewerInDestination, int Conflict);
