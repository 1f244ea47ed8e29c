using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Backups;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Files.Batches;

/// <summary>
/// Writes several files. All of them are made beside their places first; then they are put in place one after the other, and when one cannot be, those before it are taken back:
/// old files come back, new files and new folders go. No backup is needed for that.
/// </summary>
internal sealed class WriteBatchAction(FilesOptions options, TimeProvider time) : IFileAction
{
    private const int MaxFiles = 500;

    /// <inheritdoc/>
    public string Action => FileActions.WriteBatch;

    /// <inheritdoc/>
    public async Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        WriteBatch request = ProtocolJson.Read<WriteBatch>(arguments);
        await stream.AcceptAsync(cancellationToken);
        List<BatchMember> members = [];
        bool settled = false;
        try
        {
            if (await ReceiveAsync(root, stream, members, cancellationToken))
            {
                BatchReport report = await root.RunLongAsync(tree => Place(tree, new BackupFolder(root.Home, options, time), request, members));
                settled = true;
                await JsonStream.WriteAsync(stream, report, cancellationToken);
            }
        }
        catch (LinkRequestException e)
        {
            await stream.SayAsync(new StreamNote(new LinkError(e.Code, e.Message)), cancellationToken);
        }
        finally
        {
            await root.RunAsync(tree => Close(tree, new BackupFolder(root.Home, options, time), members, settled));
        }
    }

    /// <summary>False when the client went away before the end.</summary>
    private async Task<bool> ReceiveAsync(FileRoot root, IAgentStream stream, List<BatchMember> members, CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(cancellationToken) is { } frame)
        {
            if (!frame.IsText)
            {
                BatchMember current = members is [.., var last] ? last : throw new LinkRequestException(FileErrors.InvalidRequest, "Bytes came before a file was named.");
                await root.RunAsync(_ => Done(() => current.Append(frame.Data)));
                continue;
            }

            BatchFile next = ProtocolJson.Read<BatchFile>(frame.Data.Span);
            if (members is [.., var before])
            {
                await root.RunAsync(_ => Done(before.Finish));
            }

            if (next.Type == "eof")
            {
                return true;
            }

            if (members.Count == MaxFiles)
            {
                throw new LinkRequestException(FileErrors.TooMany, $"A batch has at most {MaxFiles} files.");
            }

            BatchMember member = new(next);
            members.Add(member);
            await root.RunAsync(tree => Done(() => member.Begin(tree, options)));
        }

        return false;
    }

    private static BatchReport Place(FileTree tree, BackupFolder backups, WriteBatch request, List<BatchMember> members)
    {
        string id = Guid.NewGuid().ToString();
        LinkError reason = new("operation_cancelled", "It was not written, because another file of the batch failed.");
        if (!request.Atomic)
        {
            PlaceEach(tree, backups, request, members, reason);
            return Report(id, rolledBack: false, members);
        }

        foreach (BatchMember member in members)
        {
            if (members.Any(m => m.Error is not null))
            {
                break;
            }

            member.Install(tree, backups);
        }

        if (members.All(m => m.Error is null))
        {
            members.ForEach(m => m.Settle(tree, backups));
            return Report(id, rolledBack: false, members);
        }

        bool reverted = true;
        foreach (BatchMember member in Enumerable.Reverse(members))
        {
            reverted &= member.Revert(tree, backups, reason);
        }

        return Report(id, reverted, members);
    }

    private static void PlaceEach(FileTree tree, BackupFolder backups, WriteBatch request, List<BatchMember> members, LinkError reason)
    {
        bool failed = false;
        foreach (BatchMember member in members)
        {
            if (failed && !request.ContinueOnError)
            {
                member.Refuse(reason);
            }
            else
            {
                member.Install(tree, backups);
            }

            failed |= member.Error is not null;
            if (member.Error is { } error)
            {
                member.Revert(tree, backups, error);
            }
            else
            {
                member.Settle(tree, backups);
            }
        }
    }

    private static BatchReport Report(string id, bool rolledBack, List<BatchMember> members)
    {
        BatchResult[] results = [.. members.Select(m => new BatchResult(m.Path, m.Entry?.Size ?? 0, m.Entry is null ? null : m.Checksum, m.Entry?.Etag, false, m.Error))];
        int failed = results.Count(r => r.Error is not null);
        return new BatchReport(id, failed == 0, rolledBack, results, results.Length - failed, failed);
    }

    private static bool Close(FileTree tree, BackupFolder backups, List<BatchMember> members, bool settled)
    {
        foreach (BatchMember member in Enumerable.Reverse(members))
        {
            if (!settled)
            {
                member.Revert(tree, backups, new LinkError("operation_cancelled", "The other side went away."));
            }

            member.Close();
        }

        return true;
    }

    private static bool Done(Action act)
    {
        act();
        return true;
    }
}
