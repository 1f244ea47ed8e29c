using System.Security.Cryptography;
using Anchorage.NodeAgent.Files.Backups;
using Anchorage.NodeAgent.Files.Browsing;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Files.Transfers;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Batches;

/// <summary>Copies the files of a folder whose content differs from their counterparts. What cannot be copied is reported, and the rest goes on.</summary>
internal sealed class DifferenceCopy(FileTree tree, FilePath home, CopyDifferences request, ExcludeList exclude, FilesOptions options, TimeProvider time, CancellationToken cancellationToken)
{
    private const int MaxResults = 1000;
    private readonly byte[] _buffer = new byte[1024 * 1024];
    private readonly BackupFolder _backups = new(home, options, time);
    private readonly List<BatchResult> _failures = [];
    private readonly List<BatchResult> _copied = [];
    private int _failed;
    private int _done;
    private long _bytes;

    internal BatchReport Run(FilePath path, FilePath target)
    {
        if (request.Folder)
        {
            using SafeFileHandle folder = tree.OpenFolder(path);
            Enter(folder, path, target, string.Empty, 0);
        }
        else
        {
            using SafeFileHandle folder = tree.OpenFolder(path.Parent);
            using SafeFileHandle file = tree.OpenFileAt(folder, path.Name, path);
            Note(Copy(file, path, target));
        }

        return new BatchReport(Guid.NewGuid().ToString(), _failed == 0, RolledBack: false, [.. _failures.Concat(_copied).Take(MaxResults)], _done, _failed);
    }

    private void Enter(SafeFileHandle folder, FilePath path, FilePath target, string prefix, int depth)
    {
        List<FolderName> names = FileTree.Names(folder, options.MaxFolderEntries, path);
        names.Sort(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        foreach (FolderName name in names.Where(n => !exclude.Fits(n.Name, prefix)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FilePath from = path.Child(name.Name);
            try
            {
                Take(folder, name.Name, from, target.Child(name.Name), prefix, depth);
            }
            catch (LinkRequestException e)
            {
                Note(new BatchResult(from.ToString(), 0, null, null, false, new LinkError(e.Code, e.Message)));
            }
        }
    }

    private void Take(SafeFileHandle folder, byte[] name, FilePath from, FilePath to, string prefix, int depth)
    {
        if (_done + _failed >= options.MaxTreeEntries || depth >= options.MaxDepth)
        {
            throw new LinkRequestException(FileErrors.TooMany, $"More than {options.MaxTreeEntries} files, or folders more than {options.MaxDepth} deep, are not copied at once.");
        }

        if (FileTree.TryStatAt(folder, name, from) is not { } stat)
        {
            return;
        }

        if (stat.IsFolder)
        {
            using SafeFileHandle below = FileTree.OpenFolderAt(folder, name, from);
            Enter(below, from, to, prefix + PathText.Encode(name) + "/", depth + 1);
        }
        else if (stat.IsFile)
        {
            using SafeFileHandle file = tree.OpenFileAt(folder, name, from);
            Note(Copy(file, from, to));
        }
        else
        {
            throw new LinkRequestException(FileErrors.Special, $"{from} is a link, a device, a pipe or a socket, and is not copied.");
        }
    }

    private BatchResult Copy(SafeFileHandle file, FilePath from, FilePath to)
    {
        Statx before = FileTree.Stat(file, from);
        _bytes += (long)before.Size;
        if (_bytes > options.MaxTreeBytes || (long)before.Size > options.MaxFileBytes)
        {
            throw new LinkRequestException(FileErrors.TooLarge, $"{from}: more than {options.MaxTreeBytes} bytes are not copied at once.");
        }

        (string? etag, string? known) = Look(to, before);
        if (known is not null && known == Digest(file, from))
        {
            return new BatchResult(to.ToString(), (long)before.Size, known, etag, true, null);
        }

        long mtime = BrowseItems.Milliseconds(before);
        WriteFile write = new(to.ToString(), etag, etag is null, true, null, (int)(before.Mode & 0x1FF), request.Backup, mtime, Plain: true);
        using FileReplacement replacement = FileReplacement.Begin(tree, to, write);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int count; (count = FileTree.Read(file, _buffer, replacement.Length, from)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(_buffer, 0, count);
            replacement.Append(_buffer.AsSpan(0, count));
            if (replacement.Length > (long)before.Size)
            {
                break;
            }
        }

        if (FileTree.Etag(FileTree.Stat(file, from)) != FileTree.Etag(before))
        {
            throw new LinkRequestException(FileErrors.ChangedMeanwhile, $"{from} changed while it was copied.");
        }

        string digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        RequireWritten(replacement, to, digest);
        FileEntry entry = replacement.Commit(tree, request.Backup ? _backups : null);
        return new BatchResult(to.ToString(), entry.Size, digest, entry.Etag, false, null);
    }

    /// <summary>What lies at the target: its ETag, and its digest when it may be the same content.</summary>
    private (string? Etag, string? Digest) Look(FilePath to, Statx source)
    {
        try
        {
            using SafeFileHandle folder = tree.OpenFolder(to.Parent);
            if (FileTree.TryStatAt(folder, to.Name, to) is not { } stat)
            {
                return (null, null);
            }

            if (!stat.IsFile || stat.Size != source.Size)
            {
                return (FileTree.Etag(stat), null);
            }

            using SafeFileHandle file = tree.OpenFileAt(folder, to.Name, to);
            return (FileTree.Etag(stat), Digest(file, to));
        }
        catch (LinkRequestException e) when (e.Code == FileErrors.NotFound)
        {
            return (null, null);
        }
    }

    /// <summary>Reads back what was written.</summary>
    private void RequireWritten(FileReplacement replacement, FilePath to, string digest)
    {
        (SafeFileHandle folder, FilePath place) = tree.FindPlace(to, followLast: false);
        using (folder)
        {
            using SafeFileHandle written = tree.OpenFileAt(folder, replacement.Temporary, place);
            if (Digest(written, place) != digest)
            {
                throw new LinkRequestException(TransferErrors.Mismatch, $"{to} was not written as it was read. Look at the disk of the node.");
            }
        }
    }

    private string Digest(SafeFileHandle file, FilePath path)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long at = 0;
        for (int count; (count = FileTree.Read(file, _buffer, at, path)) > 0; at += count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(_buffer, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void Note(BatchResult result)
    {
        _ = result.Error is null ? _done++ : _failed++;
        List<BatchResult> list = result.Error is null ? _copied : _failures;
        if (list.Count < MaxResults)
        {
            list.Add(result);
        }
    }
}
