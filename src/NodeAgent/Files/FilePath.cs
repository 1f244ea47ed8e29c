using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files;

/// <summary>An absolute path within a root: names as bytes, without <c>.</c> and <c>..</c>.</summary>
internal sealed class FilePath
{
    /// <summary>Longest path in bytes.</summary>
    internal const int MaxBytes = 32 * 1024;

    private const int MaxName = 255;

    private FilePath(byte[][] names) => Names = names;

    /// <summary>The root.</summary>
    internal static FilePath Root { get; } = new([]);

    /// <summary>The names, from the root on.</summary>
    internal IReadOnlyList<byte[]> Names { get; }

    internal bool IsRoot => Names.Count == 0;

    internal byte[] Name => Names[^1];

    internal FilePath Parent => new([.. Names.Take(Names.Count - 1)]);

    /// <summary>Reads a path that somebody sent.</summary>
    /// <exception cref="LinkRequestException"><c>invalid_request</c>, <c>file_outside_root</c>, <c>file_name_too_long</c>.</exception>
    internal static FilePath Parse(string text)
    {
        byte[] bytes = Bytes(text);
        if (bytes is not [(byte)'/', ..])
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, "A path begins with a slash.");
        }

        return FromBytes(bytes);
    }

    /// <summary>Reads a single name that somebody sent.</summary>
    internal static byte[] ParseName(string text)
    {
        byte[] name = Bytes(text);
        if (name.Length == 0 || name.AsSpan().Contains((byte)'/'))
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, "A name is not empty and holds no slash.");
        }

        Check(name);
        return name;
    }

    /// <summary>Takes a path apart; slashes in a row count as one.</summary>
    internal static FilePath FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new LinkRequestException(FileErrors.NameTooLong, $"A path has at most {MaxBytes} bytes.");
        }

        List<byte[]> names = [];
        foreach (Range range in bytes.Split((byte)'/'))
        {
            byte[] name = bytes[range].ToArray();
            if (name.Length > 0)
            {
                Check(name);
                names.Add(name);
            }
        }

        return new FilePath([.. names]);
    }

    /// <summary>The path of the first names.</summary>
    internal FilePath Take(int count) => new([.. Names.Take(count)]);

    internal FilePath Child(byte[] name) => new([.. Names, name]);

    /// <summary>True when this is the other path, or lies below it.</summary>
    internal bool IsWithin(FilePath other) => Names.Count >= other.Names.Count && other.Names.Select((name, i) => name.AsSpan().SequenceEqual(Names[i])).All(same => same);

    /// <summary>As bytes.</summary>
    internal byte[] ToBytes() => IsRoot ? "/"u8.ToArray() : [.. Names.SelectMany(name => name.Prepend((byte)'/'))];

    /// <summary>As text.</summary>
    public override string ToString() => "/" + string.Join('/', Names.Select(name => PathText.Encode(name)));

    private static byte[] Bytes(string text)
    {
        try
        {
            byte[] bytes = PathText.Decode(text);
            return bytes.AsSpan().Contains((byte)0) ? throw new LinkRequestException(FileErrors.InvalidRequest, "A path holds no NUL.") : bytes;
        }
        catch (FormatException e)
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"The path is not valid: {e.Message}.");
        }
    }

    private static void Check(byte[] name)
    {
        if (name is [(byte)'.'] or [(byte)'.', (byte)'.'])
        {
            throw new LinkRequestException(FileErrors.OutsideRoot, "A path holds no '.' and no '..'.");
        }

        if (name.Length > MaxName)
        {
            throw new LinkRequestException(FileErrors.NameTooLong, $"A name has at most {MaxName} bytes.");
        }
    }
}
