namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What was removed.</summary>
/// <param name="Temporary">Files that were unfinished.</param>
/// <param name="Backups">Managed backups.</param>
/// <param name="Errors">What could not be removed, and why; at most 100.</param>
public sealed record CleanUpReport(int Temporary, int Backups, IReadOnlyList<string> Errors);
