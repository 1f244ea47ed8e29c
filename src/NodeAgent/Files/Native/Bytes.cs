namespace Anchorage.NodeAgent.Files.Native;

/// <summary>Names for the C library: with a NUL at the end.</summary>
internal static class Bytes
{
    internal static readonly byte[] Empty = [0];

    internal static readonly byte[] Here = [(byte)'.', 0];

    /// <summary>The name with its end.</summary>
    internal static byte[] End(ReadOnlySpan<byte> name)
    {
        byte[] ended = new byte[name.Length + 1];
        name.CopyTo(ended);
        return ended;
    }
}
