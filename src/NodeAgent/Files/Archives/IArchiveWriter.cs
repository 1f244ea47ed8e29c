namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>A format in which members are written, one after the other, to a stream that only goes forward.</summary>
internal interface IArchiveWriter : IDisposable
{
    /// <summary>Begins a member.</summary>
    void Begin(ArchiveEntry entry);

    /// <summary>Writes content of the member; all in all as many bytes as it announced.</summary>
    void Write(ReadOnlySpan<byte> content);

    /// <summary>Ends the member.</summary>
    void End();

    /// <summary>Ends the archive.</summary>
    void Finish();
}
