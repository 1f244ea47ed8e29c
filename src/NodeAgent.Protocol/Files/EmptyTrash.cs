namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Remove something from the trash for good.</summary>
/// <param name="Id">One entry; null for all.</param>
public sealed record EmptyTrash(string? Id);
