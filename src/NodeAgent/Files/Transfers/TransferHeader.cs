namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>What a transfer is, from its beginning on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="InstanceId">Whose files.</param>
/// <param name="Owner">The account that asked.</param>
/// <param name="Operation"><c>upload</c>, <c>download</c> or <c>sync</c>.</param>
/// <param name="Files">Its files.</param>
/// <param name="Created">When it began.</param>
internal sealed record TransferHeader(string Id, string InstanceId, string Owner, string Operation, IReadOnlyList<TransferFile> Files, DateTimeOffset Created);
