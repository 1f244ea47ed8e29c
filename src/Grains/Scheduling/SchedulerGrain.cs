using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Scheduling;

/// <summary>See <see cref="ISchedulerGrain"/>.</summary>
[GrainType("scheduler")]
public sealed partial class SchedulerGrain(IOptions<SchedulerOptions> options, IDocumentIndex index, ILogger<SchedulerGrain> logger) : Grain, ISchedulerGrain
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
