namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>What a step of packing gave.</summary>
/// <param name="Begin">A member that begins; null while one goes on.</param>
/// <param name="Content">Its next bytes, valid until the next step.</param>
/// <param name="End">True when the member is whole.</param>
internal readonly record struct PackStep(ArchiveEntry? Begin, ReadOnlyMemory<byte> Content, bool End);
