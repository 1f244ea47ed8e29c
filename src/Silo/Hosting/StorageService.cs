using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Silo.Data;
using Anchorage.Silo.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Anchorage.Silo.Hosting;

/// <summary>Opens the database before the silo starts, closes it after the silo stopped. A database that cannot be opened does not stop
/// the start: it would only start again into the same wall. The process stays, says what is wrong, and tries again.</summary>
internal sealed partial class StorageService(
    DataFolder folder, SqliteDatabase database, IAuditStore audit, ILogger<StorageService> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _interrupting = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        LogEngine(EngineInfo.Name, EngineInfo.Version);
        try
        {
            folder.Prepare();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFolder(e, folder.Path);
        }

        await database.Start(cancellationToken);
        _interrupting = InterruptUnfinished(_stopping.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _interrupting;
        database.Dispose();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task InterruptUnfinished(CancellationToken cancellation)
    {
        try
        {
            await database.WaitUntilOpen(cancellation);
            int count = await audit.InterruptUnfinished();
            if (count > 0)
            {
                LogInterrupted(count);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (AnchorageException e)
        {
            LogNotInterrupted(e);
        }
    }
}
