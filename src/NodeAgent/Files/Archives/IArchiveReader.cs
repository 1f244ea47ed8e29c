using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Reads the members of an archive one after the other.</summary>
internal interface IArchiveReader
{
    /// <summary>The next member; null at the end. What is left of the content of the one before is passed over.</summary>
    /// <exception cref="LinkRequestException"><c>invalid_request</c>: this is no archive, or none that is whole. <c>file_special</c>: it holds a device or a pipe.</exception>
    ValueTask<ArchiveEntry?> NextAsync(CancellationToken cancellationToken);

    /// <summary>Reads content of the member: fewer bytes than asked for only at its end.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
