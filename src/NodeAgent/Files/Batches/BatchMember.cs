using System.Security.Cryptography;
using Anchorage.NodeAgent.Files.Backups;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Files.Transfers;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Files.Batches;

/// <summary>One file of a batch. All but the properties runs where files are touched.</summary>
internal sealed class BatchMember(BatchFile file)
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private FileReplacement? _replacement;
    private IEnumerable<FilePath> _folders = [];
    private byte[]? _backup;
    private long _length;

    /// <summary>Why it cannot be done; null while it can.</summary>
    internal LinkError? Error { get; private set; }

    /// <summary>SHA-256 of what came; null before the end.</summary>
    internal string? Checksum { get; private set; }

    /// <summary>What becomes of it when nothing happens any more.</summary>
    internal FileEntry? Entry { get; private set; }

    internal string Path => file.Path;

    /// <summary>True when some of its bytes are still to come.</summary>
    internal bool Wants => _length < file.Length;

    /// <summary>Begins the new content beside its place.</summary>
    internal void Begin(FileTree tree, FilesOptions options) => Try(() =>
    {
        FilePath path = FilePath.Parse(file.Path);
        if (file.Length < 0 || file.Length > options.MaxFileBytes)
        {
            throw new LinkRequestException(FileErrors.TooLarge, $"{path} would be larger than the {options.MaxFileBytes} bytes that this node takes.");
        }

        if (!path.IsRoot)
        {
            _folders = Folders.Ensure(tree, path.Parent);
        }

        _replacement = FileReplacement.Begin(tree, path, new WriteFile(file.Path, null, false, false, file.Length, null));
    });

    /// <summary>Takes bytes. They are counted also when the file has failed: the stream goes on.</summary>
    internal void Append(ReadOnlyMemory<byte> data)
    {
        _length += data.Length;
        Try(() =>
        {
            if (_length > file.Length)
            {
                throw new LinkRequestException(FileErrors.InvalidRequest, $"{file.Path} has {file.Length} bytes; more came.");
            }

            _replacement!.Append(data.Span);
            _hash.AppendData(data.Span);
        });
    }

    /// <summary>Checks what came.</summary>
    internal void Finish() => Try(() =>
    {
        Checksum = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (Wants)
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"{_length} bytes arrived of {file.Length} for {file.Path}.");
        }

        if (file.Checksum is { } expected && !string.Equals(expected, Checksum, StringComparison.OrdinalIgnoreCase))
        {
            throw new LinkRequestException(TransferErrors.Mismatch, $"{file.Path} is not what its checksum says. Send it again.");
        }
    });

    /// <summary>Puts it in place; what was there can be taken back.</summary>
    internal void Install(FileTree tree, BackupFolder backups) => Try(() =>
    {
        if (file.Backup)
        {
            _backup = _replacement!.Copy(tree, backups);
        }

        _replacement!.Install();
        Entry = _replacement.Describe(tree);
    });

    /// <summary>The whole batch succeeded: the backup before is not needed any more.</summary>
    internal void Settle(FileTree tree, BackupFolder backups)
    {
        if (_backup is not null)
        {
            backups.Prune(tree, _replacement!.Place, _backup);
        }
    }

    /// <summary>Takes everything back. False when that was not possible.</summary>
    internal bool Revert(FileTree tree, BackupFolder backups, LinkError reason)
    {
        bool reverted = _replacement?.Revert() ?? true;
        _replacement?.Dispose();
        _replacement = null;
        Folders.Remove(tree, _folders);
        if (_backup is not null && reverted)
        {
            backups.Remove(tree, _backup);
        }

        Entry = null;
        Error ??= reverted ? reason : new LinkError("agent_error", $"{file.Path} could not be taken back; its old content lies beside it under a name that begins with .anchorage-.");
        return reverted;
    }

    /// <summary>Gives up what is held; content that was not put in place goes.</summary>
    internal void Close()
    {
        _replacement?.Dispose();
        _hash.Dispose();
    }

    /// <summary>Nobody tried it, because something else failed.</summary>
    internal void Refuse(LinkError reason) => Error ??= reason;

    private void Try(Action act)
    {
        if (Error is not null)
        {
            return;
        }

        try
        {
            act();
        }
        catch (LinkRequestException e)
        {
            Error = new LinkError(e.Code, e.Message);
        }
    }
}
