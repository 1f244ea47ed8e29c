using System.Security.Cryptography;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Browsing;

/// <summary>Every file below a folder with its true time of change, and its MD5 where that is asked for: the digest that system D compares (inventory D8).</summary>
internal sealed class TreeAction(FilesOptions options, TimeProvider time) : JsonFileAction<WalkFolder, TreeListing>(FileActions.Tree)
{
    /// <inheritdoc/>
    protected override Task<TreeListing> DoAsync(FileRoot root, WalkFolder request, CancellationToken cancellationToken)
    {
        FilePath path = FilePath.Parse(request.Path);
        ExcludeList exclude = new(request.Exclude);
        return root.RunLongAsync(tree => new Walk(tree, path, exclude, request.Digest, options, time, cancellationToken).Run());
    }

    private sealed class Walk(FileTree tree, FilePath top, ExcludeList exclude, bool digest, FilesOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        private const int MaxUnreadable = 1000;
        private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);
        private readonly List<TreeFile> _files = [];
        private readonly List<string> _folders = [];
        private readonly byte[] _buffer = new byte[digest ? 1024 * 1024 : 0];
        private readonly List<string> _unreadable = [];
        private readonly long _began = time.GetTimestamp();
        private readonly long _beganAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        private int _skipped;
        private bool _truncated;

        internal TreeListing Run()
        {
            using SafeFileHandle folder = tree.OpenFolder(top);
            Enter(folder, top, string.Empty, 0);
            return new TreeListing(top.ToString(), _files, _folders, _skipped, _truncated, _unreadable, _beganAt, time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        private void Enter(SafeFileHandle folder, FilePath path, string prefix, int depth)
        {
            List<FolderName> names = FileTree.Names(folder, options.MaxFolderEntries, path);
            names.Sort(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
            foreach (FolderName name in names.Where(n => !exclude.Fits(n.Name, prefix)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_files.Count + _folders.Count >= options.MaxWalkedEntries || time.GetElapsedTime(_began) > MaxTime)
                {
                    _truncated = true;
                    return;
                }

                Take(folder, name.Name, path.Child(name.Name), prefix + PathText.Encode(name.Name), depth);
            }
        }

        private void Take(SafeFileHandle folder, byte[] name, FilePath path, string relative, int depth)
        {
            try
            {
                if (FileTree.TryStatAt(folder, name, path) is not { } stat)
                {
                    return;
                }

                if (stat.IsFolder)
                {
                    _folders.Add(relative);
                    if (depth >= options.MaxDepth)
                    {
                        _truncated = true;
                        return;
                    }

                    using SafeFileHandle below = FileTree.OpenFolderAt(folder, name, path);
                    Enter(below, path, relative + "/", depth + 1);
                }
                else if (stat.IsFile || stat.IsLink)
                {
                    string? target = stat.IsLink ? PathText.Encode(FileTree.ReadLink(folder, name, path)) : null;
                    string mode = Convert.ToString(stat.Mode & 0xFFF, 8).PadLeft(4, '0');
                    _files.Add(new TreeFile(relative, (long)stat.Size, BrowseItems.Milliseconds(stat), mode, digest && stat.IsFile ? Digest(folder, name, path, relative) : null, target, FileTree.Etag(stat)));
                }
            }
            catch (LinkRequestException)
            {
                Skip(relative);
            }
        }

        private void Skip(string relative)
        {
            _skipped++;
            if (_unreadable.Count < MaxUnreadable)
            {
                _unreadable.Add(relative);
            }
        }

#pragma warning disable CA5351 // MD5 tells files apart here as in system D; nothing is protected by it.
        private string? Digest(SafeFileHandle folder, byte[] name, FilePath path, string relative)
        {
            try
            {
                using SafeFileHandle file = tree.OpenFileAt(folder, name, path);
                using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
                long at = 0;
                for (int count; (count = FileTree.Read(file, _buffer, at, path)) > 0; at += count)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    hash.AppendData(_buffer, 0, count);
                }

                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
            catch (LinkRequestException)
            {
                Skip(relative);
                return null;
            }
        }
#pragma warning restore CA5351
    }
}
