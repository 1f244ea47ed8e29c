namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Begin a chunked transfer (inventory D10).</summary>
/// <param name="Owner">The account that asked; nobody else sees the transfer.</param>
/// <param name="Operation"><c>upload</c>, <c>download</c> or <c>sync</c>, which writes as an upload does.</param>
/// <param name="Files">What to carry.</param>
public sealed record StartTransfer(string Owner, string Operation, IReadOnlyList<TransferWish> Files);
