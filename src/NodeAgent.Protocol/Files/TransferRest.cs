namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What of a transfer is missing.</summary>
/// <param name="Transfer">How it stands.</param>
/// <param name="Missing">Its files that are not whole.</param>
public sealed record TransferRest(TransferReport Transfer, IReadOnlyList<MissingChunks> Missing);
