namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>How a file is cut into chunks (inventory D10).</summary>
internal static class TransferSizes
{
    internal const int LargestChunk = 1024 * 1024;

    /// <summary>Bytes of a chunk, by the size of the file.</summary>
    internal static int ChunkOf(long size) => size switch
    {
        < 10L << 20 => 64 * 1024,
        < 100L << 20 => 256 * 1024,
        < 1L << 30 => 512 * 1024,
        _ => LargestChunk,
    };

    /// <summary>Number of chunks; an empty file has none.</summary>
    internal static int Count(long size, int chunk) => (int)((size + chunk - 1) / chunk);
}
