using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Files;

/// <summary>Reads a file of an instance for every front door: what the agent says that it has, then the piece of it that the reader chose.</summary>
internal static class FileReader
{
    /// <summary>Reads a piece of a file, all of it or an error.</summary>
    /// <param name="files">The streams.</param>
    /// <param name="caller">Who reads; a right that is lost meanwhile ends it.</param>
    /// <param name="grant">A grant of <c>FileActions.Read</c>.</param>
    /// <param name="choose">Chooses a piece when the file is known; null for nothing of it.</param>
    /// <param name="take">Takes bytes as they come; the memory is valid until it returns.</param>
    /// <param name="aborted">The client has gone.</param>
    /// <returns>What the agent said about the file before it sent anything.</returns>
    /// <exception cref="AnchorageException"><c>file_not_found</c> and the like, <c>changed_meanwhile</c> when the file changed while it was read, <c>agent_timeout</c>, <c>agent_error</c>,
    /// or the code of the right that was lost.</exception>
    internal static async Task<FileEntry> ReadAsync(
        FileStreams files,
        Caller caller,
        InstanceGrant grant,
        Func<FileEntry, FileRange?> choose,
        Func<FileEntry, ReadOnlyMemory<byte>, CancellationToken, ValueTask> take,
        CancellationToken aborted)
    {
        await using RightsWatch watch = files.Watch(caller, grant, Permissions.ReadFiles, aborted);
        watch.Expect(files.Idle);
        try
        {
            await using NodeStream stream = await files.OpenAsync(grant, watch.Over);
            FileEntry entry = await ReadEntryAsync(stream, grant, watch.Over);
            if (choose(entry) is not { } range)
            {
                return entry;
            }

            await stream.SayAsync(range, watch.Over);
            for (long left = range.Length; left > 0;)
            {
                watch.Expect(files.Idle);

                // The agent closes in order, without the last piece, when the file is no longer the one that it described.
                WireFrame frame = await stream.ReadAsync(watch.Over) ?? throw new AnchorageException(ErrorCodes.ChangedMeanwhile, ("kind", "file"));
                if (frame.IsText || frame.Data.Length > left)
                {
                    throw grant.NoAnswer();
                }

                left -= frame.Data.Length;
                await take(entry, frame.Data, watch.Over);
            }

            return entry;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !aborted.IsCancellationRequested)
        {
            throw grant.Silent(watch.Code);
        }
    }

    /// <summary>What the agent says that it has: the first frame of a stream that reads.</summary>
    internal static async Task<FileEntry> ReadEntryAsync(NodeStream stream, InstanceGrant grant, CancellationToken cancellationToken)
    {
        try
        {
            // It stands in headers and names afterwards.
            return await stream.ReadAsync(cancellationToken) is { IsText: true } frame
                && ProtocolJson.Read<FileEntry>(frame.Data.Span) is { Size: >= 0, Name: not null, Etag.Length: > 0 and <= 64 } entry
                && entry.Etag.All(char.IsAsciiHexDigitLower)
                ? entry
                : throw grant.NoAnswer();
        }
        catch (JsonException)
        {
            throw grant.NoAnswer();
        }
    }
}
