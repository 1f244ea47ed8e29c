namespace Anchorage.Api.Sync;

/// <param name="Success">True when nothing failed.</param>
internal sealed record ExecuteAnswer(bool Success, int TotalFiles, int Successful, int Failed, int Conflicts, IReadOnlyList<SyncResult> Results)
{
    internal static ExecuteAnswer Of(SyncReport report) => new(report.Failed == 0, report.TotalFiles, report.Successful, report.Failed, report.Conflicts, report.Results);
}
