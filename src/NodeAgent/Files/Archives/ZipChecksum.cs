namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>The CRC-32 of zip.</summary>
internal struct ZipChecksum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 8).Aggregate((uint)i, (c, _) => (c & 1) != 0 ? (c >> 1) ^ 0xEDB88320 : c >> 1))];
    private uint _state;

    internal static ZipChecksum Empty => new() { _state = uint.MaxValue };

    internal readonly uint Value => ~_state;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        uint state = _state;
        foreach (byte b in bytes)
        {
            state = Table[(byte)(state ^ b)] ^ (state >> 8);
        }

        _state = state;
    }
}
