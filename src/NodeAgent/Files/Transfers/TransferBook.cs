using System.Collections.Concurrent;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>All transfers of this node. Who asks for one that is not theirs learns what somebody learns who asks for one that does not exist.</summary>
internal sealed class TransferBook
{
    /// <summary>How long a transfer that has ended can still be asked for.</summary>
    internal static readonly TimeSpan EndedLife = TimeSpan.FromMinutes(5);

    private const int MaxSessions = 1024;
    private readonly ConcurrentDictionary<string, TransferSession> _sessions = new(StringComparer.Ordinal);
    private readonly FilesOptions _options;
    private readonly TransferNotes _notes;
    private readonly TimeProvider _time;
    private readonly Lock _adding = new();

    /// <summary>Takes up what was noted before.</summary>
    public TransferBook(FilesOptions options, TimeProvider time)
    {
        (_options, _time, _notes) = (options, time, new TransferNotes(options));
        foreach (IReadOnlyList<TransferNote> lines in _notes.ReadAll())
        {
            TransferSession session = new(lines[0].Header!, _notes, time);
            foreach (TransferNote line in lines.Skip(1))
            {
                session.Apply(line);
            }

            _sessions[session.Header.Id] = session;
        }
    }

    /// <summary>A transfer of an account on an instance.</summary>
    internal TransferSession Find(string instanceId, string owner, string id) =>
        _sessions.TryGetValue(id, out TransferSession? session) && session.Header.InstanceId == instanceId && session.Header.Owner == owner ? session : throw TransferErrors.NoSuch(id);

    /// <summary>Adds a transfer.</summary>
    internal TransferSession Add(string instanceId, StartTransfer request, IReadOnlyList<TransferFile> files)
    {
        lock (_adding)
        {
            RequireRoom(instanceId);
            TransferHeader header = new(Guid.NewGuid().ToString(), instanceId, request.Owner, request.Operation, files, _time.GetUtcNow());
            _notes.Append(header.Id, new TransferNote(Header: header, At: header.Created));
            return _sessions[header.Id] = new TransferSession(header, _notes, _time);
        }
    }

    /// <summary>Refuses when the instance, or the node, has as many as it may have.</summary>
    internal void RequireRoom(string instanceId)
    {
        if (_sessions.Count >= MaxSessions || _sessions.Values.Count(s => !s.HasEnded && s.Header.InstanceId == instanceId) >= _options.MaxTransfers)
        {
            throw new LinkRequestException(TransferErrors.Limit, $"The instance has {_options.MaxTransfers} transfers open. End one of them, or cancel it.");
        }
    }

    /// <summary>Transfers that nobody needs any more: ended for a while, or not gone on with for long.</summary>
    internal IReadOnlyList<TransferSession> Stale()
    {
        DateTimeOffset now = _time.GetUtcNow();
        return [.. _sessions.Values.Where(s => now - s.Updated > (s.HasEnded ? EndedLife : TimeSpan.FromHours(_options.TransferHours)))];
    }

    /// <summary>Names of the new content of an instance's open transfers.</summary>
    internal HashSet<string> Temporaries(string instanceId) =>
        [.. _sessions.Values.Where(s => !s.HasEnded && s.Header.InstanceId == instanceId).SelectMany(s => s.Header.Files).Select(f => f.Temporary).OfType<string>()];

    /// <summary>Forgets a transfer; its new content must have been removed.</summary>
    internal void Forget(TransferSession session)
    {
        _sessions.TryRemove(session.Header.Id, out _);
        _notes.Remove(session.Header.Id);
    }

    /// <summary>Removes the new content of a transfer that was not put in place. Called where files are touched.</summary>
    internal static bool Discard(FileTree tree, IReadOnlyList<TransferFile> files)
    {
        foreach (TransferFile file in files)
        {
            if (file.Temporary is not { } name)
            {
                continue;
            }

            try
            {
                (SafeFileHandle folder, FilePath place) = tree.FindPlace(FilePath.Parse(file.Path), followLast: true);
                using (folder)
                {
                    FileTree.Remove(folder, System.Text.Encoding.ASCII.GetBytes(name), isFolder: false, place);
                }
            }
            catch (LinkRequestException)
            {
                // Its folder is gone, and it with it.
            }
        }

        return true;
    }
}
