namespace Anchorage.Api.Sync;

/// <summary>What became of several files.</summary>
/// <param name="TotalFiles">How many were asked for.</param>
/// <param name="Successful">How many are there.</param>
/// <param name="Failed">How many are not, conflicts too.</param>
/// <param name="Conflicts">How many changed since the comparison.</param>
/// <param name="Results">One for each, as asked for.</param>
internal sealed record SyncReport(int TotalFiles, int Successful, int Failed, int Conflicts, IReadOnlyList<SyncResult> Results);
