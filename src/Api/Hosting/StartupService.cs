using Anchorage.Api.Nodes;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Silo;
using Anchorage.Silo.Data;

namespace Anchorage.Api.Hosting;

/// <summary>What happens once the silo runs: unfinished audit rows are closed, the scheduler wakes, the local node gets its key, a new installation prints its set-up link.</summary>
internal sealed partial class StartupService(
    IGrainFactory grains, IAuditStore audit, DataFolder data, HostingOptions options, OnboardingLine line, IHostApplicationLifetime lifetime, ILogger<StartupService> logger) : BackgroundService
{
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        LogEngine(ProductVersion.Text, EngineInfo.Name);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database may be locked for a while; the server goes on and says so in its health.
                LogNotReady(exception);
                await Task.Delay(RetryPeriod, TimeProvider.System, stoppingToken);
            }
        }
    }

    private async Task Started(CancellationToken cancellationToken)
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        AdminSocket.Protect(data.Path);
        int interrupted = await audit.InterruptUnfinished();
        if (interrupted > 0)
        {
            LogInterrupted(interrupted);
        }

        await grains.GetGrain<ISchedulerGrain>(GrainKeys.Scheduler).Wake();
        await WriteLocalKeyAsync(cancellationToken);
        IAccountsGrain accounts = grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts);
        if (await accounts.RenewSetupToken(Caller.System("start-up")) is { } token)
        {
            // Printed, not logged: the link makes an administrator.
            string link = $"{options.PublicUrl.TrimEnd('/')}/setup#token={token}";
            await Console.Out.WriteLineAsync($"\n  Anchorage has no administrator yet. Open this link once to make the first one:\n\n    {link}\n");
        }
    }

    private async Task WriteLocalKeyAsync(CancellationToken cancellationToken)
    {
        string path = Path.Combine(data.Path, "local-node.key");
        string? present = File.Exists(path) ? (await File.ReadAllTextAsync(path, cancellationToken)).Trim() : null;
        string key = present?.Split('.')[0] ?? await grains.GetGrain<INodeDirectorySystemGrain>(GrainKeys.NodeDirectory).CreateLocalKey();

        // The pin follows the certificate: HTTPS may have been switched on, or given another certificate, since the key was made.
        key = line.WithPin(key);
        if (key == present)
        {
            return;
        }

        string temporary = path + ".new";
        File.Delete(temporary);
        await using (FileStream file = new(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        await using (StreamWriter writer = new(file))
        {
            await writer.WriteLineAsync(key.AsMemory(), cancellationToken);
        }

        File.Move(temporary, path, overwrite: true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Anchorage {Version} is running on the engine {Engine}.")]
    private partial void LogEngine(string version, string engine);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} actions were interrupted when the server ended last.")]
    private partial void LogInterrupted(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The start is not complete; it is tried again.")]
    private partial void LogNotReady(Exception exception);
}
