using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>One transfer while the agent runs. Its work is done one piece after the other, under <see cref="Turn"/>.</summary>
internal sealed class TransferSession
{
    private readonly TimeProvider _time;
    private readonly TransferNotes _notes;
    private readonly string?[][] _digests;
    private readonly string?[] _checksums;
    private long _speedFrom;
    private long _speedBytes;

    /// <summary>Begins a transfer, or takes one up from its notes.</summary>
    internal TransferSession(TransferHeader header, TransferNotes notes, TimeProvider time)
    {
        (Header, _notes, _time) = (header, notes, time);
        _digests = [.. header.Files.Select(f => new string?[TransferSizes.Count(f.Size, f.ChunkSize)])];
        _checksums = [.. header.Files.Select(f => f.Checksum)];
        Updated = header.Created;
        _speedFrom = time.GetTimestamp();
    }

    internal TransferHeader Header { get; }

    /// <summary>Whose turn it is.</summary>
    internal SemaphoreSlim Turn { get; } = new(1);

    internal string Status { get; private set; } = "pending";

    internal string? Error { get; private set; }

    internal DateTimeOffset Updated { get; private set; }

    internal bool IsUpload => Header.Operation != "download";

    /// <summary>True when nothing more happens to it.</summary>
    internal bool HasEnded => Status is "completed" or "failed" or "cancelled";

    internal long Total => Header.Files.Sum(f => f.Size);

    internal bool IsWhole => _digests.All(f => f.All(d => d is not null));

    /// <summary>SHA-256 of the chunks of a file, as they came.</summary>
    internal IReadOnlyList<string?> Digests(int file) => _digests[file];

    /// <summary>The file that a request names.</summary>
    internal TransferFile File(int file) => file >= 0 && file < Header.Files.Count
        ? Header.Files[file]
        : throw new LinkRequestException(FileErrors.InvalidRequest, $"The transfer has the files 0 to {Header.Files.Count - 1}, not {file}.");

    /// <summary>Where a chunk lies and how long it is.</summary>
    internal (long Offset, int Size) Place(int file, int index)
    {
        TransferFile of = File(file);
        int count = _digests[file].Length;
        return index >= 0 && index < count
            ? ((long)index * of.ChunkSize, (int)Math.Min(of.ChunkSize, of.Size - ((long)index * of.ChunkSize)))
            : throw new LinkRequestException(FileErrors.InvalidRequest, count == 0 ? $"{of.Path} is empty and has no chunks." : $"{of.Path} has the chunks 0 to {count - 1}, not {index}.");
    }

    /// <summary>Refuses what comes after the end.</summary>
    internal void RequireOpen()
    {
        if (HasEnded)
        {
            throw new LinkRequestException(TransferErrors.Ended, $"The transfer is {Status}; nothing more can be done with it.");
        }
    }

    /// <summary>A chunk was carried; a second time changes nothing.</summary>
    internal void Note(int file, int index, string digest)
    {
        if (_digests[file][index] is null)
        {
            _notes.Append(Header.Id, new TransferNote(File: file, Chunk: index, Digest: digest, At: _time.GetUtcNow()));
            _digests[file][index] = digest;
            _speedBytes += Place(file, index).Size;
        }

        Status = "transferring";
        Updated = _time.GetUtcNow();
    }

    /// <summary>What a file turned out to be.</summary>
    internal void NoteChecksum(int file, string checksum)
    {
        _notes.Append(Header.Id, new TransferNote(File: file, Digest: checksum, At: _time.GetUtcNow()));
        _checksums[file] = checksum;
    }

    /// <summary>Somebody goes on with it.</summary>
    internal void Resume()
    {
        Status = "resuming";
        Updated = _time.GetUtcNow();
        (_speedFrom, _speedBytes) = (_time.GetTimestamp(), 0);
    }

    /// <summary>Ends it.</summary>
    internal void End(string status, string? error = null)
    {
        (Status, Error, Updated) = (status, error, _time.GetUtcNow());
        _notes.Append(Header.Id, new TransferNote(Status: status, Error: error, At: Updated));
    }

    /// <summary>Takes up what was noted before.</summary>
    internal void Apply(TransferNote note)
    {
        Updated = note.At ?? Updated;
        if (note.Status is { } status)
        {
            (Status, Error) = (status, note.Error);
        }
        else if (note is { File: { } file, Digest: { } digest } && file >= 0 && file < _digests.Length)
        {
            if (note.Chunk is not { } index)
            {
                _checksums[file] = digest;
            }
            else if (index >= 0 && index < _digests[file].Length)
            {
                _digests[file][index] = digest;
                Status = "transferring";
            }
        }
    }

    /// <summary>How it stands, in the fields of system D.</summary>
    internal TransferReport Report()
    {
        long total = Total;
        long done = Header.Files.Select((f, i) => Enumerable.Range(0, _digests[i].Length).Where(c => _digests[i][c] is not null).Sum(c => (long)Place(i, c).Size)).Sum();
        double seconds = Math.Max(_time.GetElapsedTime(_speedFrom).TotalSeconds, 0.001);
        long speed = (long)(_speedBytes / seconds);
        TransferProgress progress = new(
            total, done, total == 0 ? (Status == "completed" ? 100 : 0) : Math.Round(100.0 * done / total, 2), speed,
            speed > 0 && !HasEnded ? (total - done + speed - 1) / speed : null, Header.Created.ToUnixTimeMilliseconds());
        return new TransferReport(Header.Id, Header.Operation, [.. Header.Files.Select(Describe)], progress, Status, Header.Created.ToUnixTimeMilliseconds(), Updated.ToUnixTimeMilliseconds(), Error);
    }

    /// <summary>The chunks that were not carried.</summary>
    internal IReadOnlyList<MissingChunks> Missing() =>
    [
        .. Header.Files.Select((f, i) => new MissingChunks(i, f.Path, [.. Enumerable.Range(0, _digests[i].Length).Where(c => _digests[i][c] is null)])).Where(m => m.Chunks.Count > 0),
    ];

    private TransferFileReport Describe(TransferFile file, int index)
    {
        int count = _digests[index].Length;
        int done = _digests[index].Count(d => d is not null);
        string status = Status == "completed" || (done == count && !IsUpload) ? "completed" : done > 0 ? "transferring" : "pending";
        return new TransferFileReport(file.Path, file.Size, count, file.ChunkSize, status, done, _checksums[index]);
    }
}
