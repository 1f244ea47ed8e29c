using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Where a member of an archive goes. What does not stay in the folder is refused, never bent into it: an archive that tries is not to be trusted with the rest either.</summary>
internal static class EntryNames
{
    private const int MaxName = 255;

    /// <summary>The names from the top of the folder on; none for the top itself.</summary>
    /// <exception cref="LinkRequestException"><c>file_outside_root</c>, <c>file_name_too_long</c>, <c>file_too_many</c> for what is too deep, <c>invalid_request</c>.</exception>
    internal static byte[][] Of(byte[] path, int maxDepth)
    {
        if (path is [(byte)'/', ..] || path.AsSpan().Contains((byte)0) || path.Length > FilePath.MaxBytes)
        {
            throw Outside(path);
        }

        List<byte[]> names = [];
        foreach (Range range in path.AsSpan().Split((byte)'/'))
        {
            byte[] name = path[range];
            if (name is [] or [(byte)'.'])
            {
                continue;
            }

            if (name is [(byte)'.', (byte)'.'])
            {
                throw Outside(path);
            }

            if (name.Length > MaxName)
            {
                throw new LinkRequestException(FileErrors.NameTooLong, $"A name in the archive is longer than the {MaxName} bytes that file systems take. Nothing of it was kept.");
            }

            names.Add(name);
            if (names.Count > maxDepth)
            {
                throw new LinkRequestException(FileErrors.TooMany, $"Folders of the archive are more than {maxDepth} deep. Nothing of it was kept.");
            }
        }

        return [.. names];
    }

    /// <summary>True when a link stays in the folder, as far as can be said from its text.</summary>
    internal static bool StaysInside(byte[][] link, byte[] target)
    {
        int depth = link.Length - 1;
        foreach (Range range in target.AsSpan().Split((byte)'/'))
        {
            depth += target[range] switch
            {
                [] or [(byte)'.'] => 0,
                [(byte)'.', (byte)'.'] => -1,
                _ => 1,
            };
            if (depth < 0)
            {
                return false;
            }
        }

        return target is not ([] or [(byte)'/', ..]);
    }

    internal static LinkRequestException Outside(byte[] path) =>
        new(FileErrors.OutsideRoot, $"The archive holds '{Short(path)}', which leads out of the folder. Nothing of it was kept.");

    private static string Short(byte[] path) => PathText.Encode(path) is { Length: > 200 } text ? text[..200] + "…" : PathText.Encode(path);
}
