namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>How a transfer stands (inventory D10).</summary>
/// <param name="TransferId">Its id.</param>
/// <param name="Operation"><c>upload</c>, <c>download</c> or <c>sync</c>.</param>
/// <param name="Files">Its files.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Status"><c>pending</c>, <c>transferring</c>, <c>resuming</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Created">Milliseconds since 1970.</param>
/// <param name="Updated">Milliseconds since 1970.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record TransferReport(
    string TransferId, string Operation, IReadOnlyList<TransferFileReport> Files, TransferProgress Progress, string Status, long Created, long Updated, string? Error);
