using System.Globalization;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Scheduling;

/// <summary>See <see cref="ISchedulerGrain"/>.</summary>
[GrainType("scheduler")]
public sealed partial class SchedulerGrain(IOptions<SchedulerOptions> options, IDocumentIndex index, IIdSource ids, TimeProvider time, ILogger<SchedulerGrain> logger) : Grain, ISchedulerGrain
{
    private const int PageSize = 200;

    private IGrainTimer? _timer;

    /// <inheritdoc/>
    public Task Wake()
    {
        _timer ??= this.RegisterGrainTimer(_ => Tick(), new GrainTimerCreationOptions(TimeSpan.Zero, options.Value.Period) { KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Tick()
    {
        await Guard("operations", ResumeOperations);
        await Guard("trash", EmptyTrash);
        await Guard("accounts", () => GrainFactory.GetGrain<IAccountsGrain>(GrainKeys.Accounts).Sweep());
    }

    /// <summary>Takes up what a dead process left, and pushes what waits. An operation that works ignores it.</summary>
    private async Task ResumeOperations()
    {
        string? cursor = null;
        do
        {
            Page<IndexedDocument> page = await index.Query(OperationIndex.Open, cursor: cursor, limit: PageSize);
            foreach (IndexedDocument document in page.Items)
            {
                await Guard(document.Id, () => GrainFactory.GetGrain<IOperationSystemGrain>(GrainKeys.Operation(document.Id)).Resume());
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>Purges what has been in the trash long enough. Its node may be away: then at a later tick.</summary>
    private async Task EmptyTrash()
    {
        string? cursor = null;
        string now = time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        do
        {
            Page<IndexedDocument> page = await index.Query(InstanceIndex.Trash, cursor: cursor, limit: PageSize);
            foreach (IndexedDocument document in page.Items)
            {
                if (string.CompareOrdinal(document.SortKey, now) > 0)
                {
                    return;
                }

                await Guard(document.Id, () => Purge(document.Id));
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private async Task Purge(string instanceId)
    {
        InstanceInfo? instance = await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId)).Read();
        if (instance is null or { TrashedAt: null, Operation: null })
        {
            // A crash left the entry behind.
            await index.Remove(InstanceIndex.Trash, instanceId);
            return;
        }

        await GrainFactory.TryChange(ids, Caller.System("trash"), instanceId, InstanceVerb.Delete);
    }

    /// <summary>One failure does not stop the sweep (inventory P13).</summary>
    private async Task Guard(string what, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The periodic work on {What} failed; it is tried again.")]
    private partial void LogFailed(Exception exception, string what);
}
