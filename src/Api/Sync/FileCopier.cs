using System.Globalization;
using System.Net.WebSockets;
using Anchorage.Api.Files;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Sync;

/// <summary>
/// Carries files from one instance to another one, a piece at a time from agent to agent. The destination is written beside its place and changes places with it at the end, so a
/// copy that fails leaves nothing. Every file asks both instances anew.
/// </summary>
internal sealed class FileCopier(FileStreams files, Authoriser authoriser, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Most files of one call.</summary>
    internal const int MaxItems = 5000;

    /// <summary>Copies files, one after the other.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="destination">Where they go.</param>
    /// <param name="items">Which.</param>
    /// <param name="backup">True to keep what is replaced as managed backups.</param>
    /// <param name="progress">Told after each file how many are done; null for nothing.</param>
    /// <param name="aborted">The client has gone.</param>
    /// <exception cref="AnchorageException">Nothing of it may be done: <c>instance_not_found</c>, <c>forbidden</c>, <c>instance_stopped</c>, <c>node_offline</c>, <c>invalid_request</c>.</exception>
    internal async Task<SyncReport> CopyAsync(
        SyncSide source, SyncSide destination, IReadOnlyList<SyncItem> items, bool backup, Func<int, Task>? progress, CancellationToken aborted)
    {
        // Both say no here, before anything begins; where they are is asked again with each file.
        InstanceGrant from = await files.PermitAsync(source.Caller, source.Instance, FileActions.Read, new FilePlace(source.Path));
        InstanceGrant to = await files.PermitAsync(destination.Caller, destination.Instance, FileActions.Write, new WriteFile(destination.Path, null, false, false, null, null));
        await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(to.Instance.InstanceId)).Permit(destination.Caller, Permissions.CommandInstance, mustRun: true);
        FolderComparer.RequireApart(from.Instance.InstanceId, source.Path, to.Instance.InstanceId, destination.Path);
        await files.NoteReadingAsync(source.Caller, from, source.Path);
        (string, string?)[] details =
        [
            ("source", from.Instance.InstanceId), ("sourcePath", source.Path), ("path", destination.Path), ("count", items.Count.ToString(CultureInfo.InvariantCulture)),
            ("files", string.Join(", ", items.Take(100).Select(i => i.Path))),
        ];
        return await files.AuditAsync(destination.Caller, to, AuditActions.FilesSynchronised, () => CopyAllAsync(source, destination, items, backup, progress, aborted), details);
    }

    private async Task<SyncReport> CopyAllAsync(SyncSide source, SyncSide destination, IReadOnlyList<SyncItem> items, bool backup, Func<int, Task>? progress, CancellationToken aborted)
    {
        List<SyncResult> results = [];
        AnchorageException? end = null;
        foreach (SyncItem item in items)
        {
            aborted.ThrowIfCancellationRequested();
            try
            {
                FileEntry entry = end is null ? await CopyAsync(source, destination, item, backup, aborted) : throw end;
                results.Add(new SyncResult(item.Path, true, false, entry.Size, entry.Etag, null, null));
            }
            catch (AnchorageException e)
            {
                results.Add(new SyncResult(item.Path, false, e.Code is ErrorCodes.ChangedMeanwhile or ErrorCodes.FileExists, null, null, e.Code, ErrorRegistry.Describe(e.Code, e.Args)));

                // A right or a node that is gone is gone for the rest as well.
                end ??= ErrorRegistry.Find(e.Code)?.Status is 401 or 403 or 503 or 504 || e.Code is ErrorCodes.InstanceNotFound or ErrorCodes.InstanceStopped ? e : null;
            }

            await (progress?.Invoke(results.Count) ?? Task.CompletedTask);
        }

        int done = results.Count(r => r.Success);
        return new SyncReport(results.Count, done, results.Count - done, results.Count(r => r.Conflict), results);
    }

    private async Task<FileEntry> CopyAsync(SyncSide source, SyncSide destination, SyncItem item, bool backup, CancellationToken aborted)
    {
        InstanceGrant from = await files.PermitAsync(source.Caller, source.Instance, FileActions.Read, new FilePlace(source.PathOf(item.Path)));
        InstanceAccess target = await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(await files.ResolveAsync(destination.Caller, destination.Instance)))
            .Permit(destination.Caller, Permissions.CommandInstance, mustRun: true);
        await using RightsWatch watch = new(() => WhyNotAsync(source.Caller, from.Instance, destination.Caller, target), time, aborted);
        watch.Expect(files.Idle);
        try
        {
            await using NodeStream stream = await files.OpenAsync(from, watch.Over);
            FileEntry entry = await FileReader.ReadEntryAsync(stream, from, watch.Over);
            if (item.SourceEtag is { } expected && expected != entry.Etag)
            {
                throw new AnchorageException(ErrorCodes.ChangedMeanwhile, ("kind", "file in the source"));
            }

            WriteFile write = new(
                destination.PathOf(item.Path), item.Replace ? null : item.DestinationEtag, !item.Replace && item.DestinationEtag is null, Parents: true, entry.Size, Mode(entry), backup,
                entry.ModifiedAt.ToUnixTimeMilliseconds(), Plain: true);
            InstanceGrant to = await files.PermitAsync(destination.Caller, destination.Instance, FileActions.Write, write);
            await stream.SayAsync(new FileRange(0, entry.Size), watch.Over);
            await using SourceContent content = new(stream, entry.Size, watch, files.Idle);
            return await FileWriter.WriteAsync(files, destination.Caller, to, content, watch.Over);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !aborted.IsCancellationRequested)
        {
            throw from.Silent(watch.Code);
        }
    }

    private async Task<string?> WhyNotAsync(Caller reader, InstanceAccess source, Caller writer, InstanceAccess target) =>
        (await authoriser.Decide(reader, Permissions.ReadFiles, source.Resource)).Code ?? (await authoriser.Decide(writer, Permissions.CommandInstance, target.Resource)).Code;

    private static int? Mode(FileEntry entry)
    {
        try
        {
            return Convert.ToInt32(entry.Mode, 8) & 0x1FF;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}
