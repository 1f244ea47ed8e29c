namespace Anchorage.Api.Sync;

/// <summary>Two folders, compared. Nothing was written.</summary>
/// <param name="Source">Where files would come from.</param>
/// <param name="Destination">Where they would go.</param>
/// <param name="Summary">How many of each status.</param>
/// <param name="Items">By path.</param>
/// <param name="ClocksAgree">False when the clock of a node is more than two seconds off: then nothing is called newer.</param>
/// <param name="ComparedAt">When, in milliseconds since 1970.</param>
internal sealed record Comparison(ComparedFolder Source, ComparedFolder Destination, ComparisonSummary Summary, IReadOnlyList<ComparedItem> Items, bool ClocksAgree, long ComparedAt);
