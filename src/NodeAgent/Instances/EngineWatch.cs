using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Isolation;
using Anchorage.NodeAgent.Protocol.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Keeps an eye on the engine: its state, its events, and the firewall rules that its start may have swept away.</summary>
internal sealed partial class EngineWatch(DockerProbe probe, DockerClient client, HostFirewall firewall, ChangeFeed feed, InstanceObserver observer, TimeProvider time, ILogger<EngineWatch> logger) : BackgroundService
{
    private static readonly TimeSpan FirstProbe = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirewallPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    private volatile DockerState _state = DockerState.Unknown;

    /// <summary>The engine as last seen. With <c>isolation_unavailable</c> it is available and the problem is a warning.</summary>
    public DockerState State => _state is { Available: true } seen && firewall.Problem is { } problem
        ? seen with { ProblemCode = "isolation_unavailable", Problem = problem }
        : _state;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // The first look happens before the link says hello, so that it can name the engine.
        using var deadline = new CancellationTokenSource(FirstProbe, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await LookAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogSlow();
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(feed.RunAsync(stoppingToken), WatchAsync(stoppingToken), KeepFirewallAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!_state.Available)
            {
                await Task.Delay(ProbePeriod, time, cancellationToken);
                await LookAsync(cancellationToken);
                continue;
            }

            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (Exception e) when (e is DockerException or System.Text.Json.JsonException)
            {
                LogLost(e.Message);
            }

            await Task.Delay(Breath, time, cancellationToken);
            await LookAsync(cancellationToken);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        Task? resync = null;
        await foreach (var change in client.EventsAsync(() => resync = ResyncAsync(cancellationToken), cancellationToken))
        {
            if (InstanceOf(change) is { } instanceId)
            {
                feed.Mark(instanceId);
            }
        }

        await (resync ?? Task.CompletedTask);
    }

    /// <summary>What happened before the event stream was open is found by looking.</summary>
    private async Task ResyncAsync(CancellationToken cancellationToken)
    {
        try
        {
            await feed.MarkAllAsync(cancellationToken);
        }
        catch (DockerException e)
        {
            LogLost(e.Message);
        }
    }

    private async Task KeepFirewallAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(FirewallPeriod, time, cancellationToken);
            if (_state.Available)
            {
                await firewall.ApplyAsync(cancellationToken);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var seen = await probe.ProbeAsync(cancellationToken);
        if (seen.Available)
        {
            await firewall.ApplyAsync(cancellationToken);
        }

        if (seen != _state)
        {
            LogState(seen.Available, seen.Version, seen.ProblemCode, seen.Problem);
            _state = seen;
        }
    }

    private string? InstanceOf(EngineEvent change)
    {
        var attributes = change.Actor?.Attributes;
        var instanceId = change.Type switch
        {
            "container" when observer.IsOurs(attributes) => attributes?.GetValueOrDefault(InstanceNames.InstanceLabel),
            "volume" when change.Action == "destroy" && change.Actor?.Id is { } volume => InstanceNames.InstanceOfVolume(volume),
            _ => null,
        };
        return instanceId is not null && InstanceNames.IsId(instanceId) ? instanceId : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Docker Engine: available {Available}, version {Version}, {Code} {Problem}")]
    private partial void LogState(bool available, string? version, string? code, string? problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The engine's events broke off: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Docker Engine did not answer within 3 s; the agent starts without it and looks again")]
    private partial void LogSlow();
}
