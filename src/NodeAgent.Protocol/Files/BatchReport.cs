namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What became of several files.</summary>
/// <param name="Id">Names the batch in messages.</param>
/// <param name="Success">True when nothing failed.</param>
/// <param name="RolledBack">True when everything is as it was before because something failed.</param>
/// <param name="Results">One for each file; at most 1,000 of a folder, failures first.</param>
/// <param name="Successful">How many files are as they should be.</param>
/// <param name="Failed">How many are not.</param>
public sealed record BatchReport(string Id, bool Success, bool RolledBack, IReadOnlyList<BatchResult> Results, int Successful, int Failed);
