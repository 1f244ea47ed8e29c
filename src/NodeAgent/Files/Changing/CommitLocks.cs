using Anchorage.NodeAgent.Files.Native;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Between the last look at a file's ETag and its replacement nobody else replaces it through the agent.</summary>
internal static class CommitLocks
{
    private static readonly Lock[] Locks = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <summary>The lock of a name in a folder.</summary>
    internal static Lock Of(Statx folder, byte[] name)
    {
        HashCode hash = default;
        hash.Add(folder.Inode);
        hash.AddBytes(name);
        return Locks[(uint)hash.ToHashCode() % (uint)Locks.Length];
    }
}
