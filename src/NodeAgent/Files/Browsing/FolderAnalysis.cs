using System.Buffers.Binary;
using System.Security.Cryptography;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Browsing;

/// <summary>Counts what is in folders, three levels deep. One allowance of entries serves a whole listing, so that no folder makes it slow.</summary>
internal sealed class FolderAnalysis(FilesOptions options, CancellationToken cancellationToken)
{
    private const int Levels = 3;
    private int _left = options.MaxAnalysedEntries;

    /// <summary>Looks at one folder.</summary>
    internal (FolderContents Contents, string Hash, long? Newest) Look(SafeFileHandle above, byte[] name, FilePath path)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Sum sum = new();
        Walk(above, name, path, 1, sum, hash);
        bool empty = sum.Files == 0 && sum.Folders == 0;
        return (new FolderContents(sum.Files, sum.Folders, sum.Bytes, sum.Truncated), empty ? "empty" : Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8)), empty ? null : sum.Newest);
    }

    private void Walk(SafeFileHandle above, byte[] name, FilePath path, int level, Sum sum, IncrementalHash hash)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using SafeFileHandle folder = FileTree.OpenFolderAt(above, name, path);
            List<FolderName> names = FileTree.Names(folder, options.MaxFolderEntries, path);
            names.Sort(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
            foreach (FolderName entry in names.Where(n => !HiddenNames.Contains(n.Name)))
            {
                if (_left-- <= 0)
                {
                    sum.Truncated = true;
                    return;
                }

                FilePath child = path.Child(entry.Name);
                if (FileTree.TryStatAt(folder, entry.Name, child) is { } stat)
                {
                    Add(stat, entry.Name, sum, hash);
                    if (stat.IsFolder && level < Levels)
                    {
                        Walk(folder, entry.Name, child, level + 1, sum, hash);
                    }
                }
            }
        }
        catch (LinkRequestException)
        {
            // What cannot be read is left out, as it is from a listing.
        }
    }

    private static void Add(Statx stat, byte[] name, Sum sum, IncrementalHash hash)
    {
        Span<byte> facts = stackalloc byte[20];
        BinaryPrimitives.WriteInt64LittleEndian(facts, stat.IsFolder ? -1 : (long)stat.Size);
        BinaryPrimitives.WriteInt64LittleEndian(facts[8..], stat.IsFolder ? 0 : stat.ModifySeconds);
        BinaryPrimitives.WriteUInt32LittleEndian(facts[16..], stat.IsFolder ? 0 : stat.ModifyNanoseconds);
        hash.AppendData(name);
        hash.AppendData("\0"u8);
        hash.AppendData(facts);
        if (stat.IsFolder)
        {
            sum.Folders++;
        }
        else
        {
            sum.Files++;
            sum.Bytes += (long)stat.Size;
            sum.Newest = Math.Max(sum.Newest, BrowseItems.Milliseconds(stat));
        }
    }

    private sealed class Sum
    {
        public int Files { get; set; }

        public int Folders { get; set; }

        public long Bytes { get; set; }

        public long Newest { get; set; }

        public bool Truncated { get; set; }
    }
}
