using System.Text.Json;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Wire;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Recordings;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>What the agent sends of its own accord on a link: the full report after the welcome, then heartbeats.</summary>
internal sealed partial class LinkReporter(
    ControlLink link,
    MachineDescription machine,
    TimeProvider time,
    ILogger logger,
    IInstanceReporter? instances = null,
    ITerminalReporter? terminals = null,
    IRecordingReporter? recordings = null)
{
    private static readonly TimeSpan ReportDeadline = TimeSpan.FromSeconds(30);
    private readonly HealthSampler _health = new();

    // The last report was made without an engine in sight: it names no image and no instance.
    private volatile bool _hasReportedWithout;

    /// <summary>Everything that exists on this node.</summary>
    public async Task<NodeReport> ReportAsync(CancellationToken cancellationToken)
    {
        NodeReport report = new(machine.Docker, [], [], [], []);
        if (instances is not null)
        {
            var isAvailable = instances.Docker.Available;
            var seen = await instances.ObserveAsync(cancellationToken);
            _hasReportedWithout = !isAvailable;
            report = report with { Docker = instances.Docker, Images = seen.Images, Instances = seen.Instances, OpenOperations = seen.OpenOperations };
        }

        report = terminals is null ? report : report with { Terminals = await terminals.ListAsync(cancellationToken) };
        return recordings is null ? report : report with { Recordings = await recordings.ListAsync(cancellationToken) };
    }

    /// <summary>Works until the session ends; never throws.</summary>
    public async Task RunAsync(LinkChannel channel, LinkWelcome welcome, CancellationToken cancellationToken) =>
        await Task.WhenAll(
            GuardAsync("connected", token => StartAsync(channel, token), cancellationToken),
            GuardAsync("heartbeat", token => BeatAsync(channel, welcome.HeartbeatSeconds, token), cancellationToken));

    private async Task GuardAsync(string what, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The session ended.
        }
        catch (LinkDownException)
        {
            // So did the link.
        }
        catch (Exception e)
        {
            // A feature's fault must not take the link with it.
            LogFailed(e, what);
        }
    }

    private async Task StartAsync(LinkChannel channel, CancellationToken cancellationToken)
    {
        foreach (Func<CancellationToken, Task> subscriber in link.Subscribers())
        {
            await GuardAsync("connected handler", subscriber, cancellationToken);
        }

        await SendReportAsync(channel, cancellationToken);
    }

    private async Task SendReportAsync(LinkChannel channel, CancellationToken cancellationToken)
    {
        JsonElement report = ProtocolJson.Element(await ReportAsync(cancellationToken));
        LinkFrame answer = await channel.RequestAsync(MessageTypes.ReportState, report, ReportDeadline, cancellationToken);
        if (answer.Error is { } error)
        {
            LogReportRefused(error.Code, error.Message);
        }
    }

    private async Task BeatAsync(LinkChannel channel, int seconds, CancellationToken cancellationToken)
    {
        DockerState? told = null;
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 60)), time);
        do
        {
            DockerState docker = machine.Docker;
            Heartbeat beat = new(time.GetUtcNow(), _health.Sample(), docker == told ? null : docker);
            if (channel.TryPost(MessageTypes.Heartbeat, ProtocolJson.Element(beat)))
            {
                told = docker;
            }

            // An engine that came after the welcome brings images and instances with it.
            if (docker.Available && _hasReportedWithout)
            {
                await GuardAsync("report", token => SendReportAsync(channel, token), cancellationToken);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A part of the link failed: {What}")]
    private partial void LogFailed(Exception exception, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The server refused the report of this node: {Code} {Reason}")]
    private partial void LogReportRefused(string code, string reason);
}
