using Anchorage.NodeAgent.Instances.Machine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>The life of the agent: be enrolled, keep the link, and when the node is revoked use a newer onboarding key or end with <see cref="AgentExitCodes.ReanchorNeeded"/>.</summary>
internal sealed partial class AgentService(
    IdentityStore store,
    Enroller enroller,
    LinkClientFactory clients,
    AgentOptions options,
    Random random,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<AgentService> logger,
    ThisMachine? machine = null) : BackgroundService
{
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EnrolmentPatience = TimeSpan.FromSeconds(20);

    /// <summary>What the program ends with.</summary>
    public int ExitCode { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            ExitCode = await LiveAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            ExitCode = AgentExitCodes.Stopped;
        }
        catch (AgentOptionsException e)
        {
            LogConfiguration(e.Message);
            ExitCode = AgentExitCodes.Configuration;
        }
        catch (ServerRefusedException e)
        {
            LogRefused(e.Code, e.Message);
            ExitCode = AgentExitCodes.ReanchorNeeded;
        }

        lifetime.StopApplication();
    }

    private async Task<int> LiveAsync(CancellationToken cancellationToken)
    {
        AgentIdentity? identity = store.Load();
        OnboardingKeyText? key = enroller.ReadKey();
        if (identity is null || (key is not null && Enroller.IsOther(key, identity)))
        {
            identity = await EnrollAsync(key, cancellationToken);
        }

        ServerAddress address = options.Server;
        while (true)
        {
            if (await LinkAsync(identity, address, cancellationToken) == LinkEnd.Stopped)
            {
                return AgentExitCodes.Stopped;
            }

            if (await ReplacedAsync(identity, cancellationToken) is { } other)
            {
                LogReplaced(other.Name, other.Server);
                identity = other;
                address = ServerAddress.Parse(other.Server, "identity.json");
                continue;
            }

            key = store.Load() is null ? null : enroller.ReadKey();
            if (key is null || !enroller.IsNewer(key, identity))
            {
                return AgentExitCodes.ReanchorNeeded;
            }

            LogReanchoring();
            identity = await EnrollAsync(key, cancellationToken);
        }
    }

    /// <summary>Keeps the link until the agent stops, the server refuses the node, or another identity took the place of this one.</summary>
    private async Task<LinkEnd> LinkAsync(AgentIdentity identity, ServerAddress address, CancellationToken cancellationToken)
    {
        machine?.Use(identity.NodeId);
        using ServerConnection server = new(address, new ServerTrust(identity.Pin), time);
        using CancellationTokenSource replaced = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task watch = WatchAsync(identity, replaced);
        await clients.Create(server, identity, store.Save).RunAsync(replaced.Token);
        await replaced.CancelAsync();
        await watch;
        return cancellationToken.IsCancellationRequested ? LinkEnd.Stopped : LinkEnd.ReanchorNeeded;
    }

    private async Task WatchAsync(AgentIdentity identity, CancellationTokenSource replaced)
    {
        using PeriodicTimer timer = new(WatchPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(replaced.Token))
            {
                if (store.Load()?.EnrolledAt != identity.EnrolledAt)
                {
                    await replaced.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The link ended, or the identity was replaced.
        }
    }

    /// <summary>The identity that took the place of another one. The server ends the former link before the new identity is written: an enrolment that is under way is waited for.</summary>
    private async Task<AgentIdentity?> ReplacedAsync(AgentIdentity former, CancellationToken cancellationToken)
    {
        for (long begin = time.GetTimestamp(); store.IsEnrolling && time.GetElapsedTime(begin) < EnrolmentPatience;)
        {
            await Task.Delay(WatchPeriod, time, cancellationToken);
        }

        return store.Load() is { } now && now.EnrolledAt != former.EnrolledAt ? now : null;
    }

    private async Task<AgentIdentity> EnrollAsync(OnboardingKeyText? key, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            throw new AgentOptionsException(
                "--onboarding-key: this machine is not anchored yet and no onboarding key is given. Make one in the dashboard (Nodes, Add a node) and pass it with --onboarding-key-file FILE.");
        }

        Backoff backoff = Backoff.For(options, random);
        while (true)
        {
            try
            {
                AgentIdentity identity = await enroller.EnrollAsync(key, cancellationToken);
                LogEnrolled(identity.Name, identity.NodeId, identity.OwnerName);
                return identity;
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                TimeSpan delay = backoff.Next();
                LogUnreachable(options.Server.Text, (e.InnerException ?? e).Message, delay.TotalSeconds);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Anchored as {Name} (node {NodeId}, owner {Owner})")]
    private partial void LogEnrolled(string name, string nodeId, string owner);

    [LoggerMessage(Level = LogLevel.Information, Message = "Anchored anew as {Name} at {Server}")]
    private partial void LogReplaced(string name, string server);

    [LoggerMessage(Level = LogLevel.Information, Message = "A newer onboarding key is there: anchoring again")]
    private partial void LogReanchoring();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Server} cannot be used yet: {Reason} Next try in {Seconds:0.0} s")]
    private partial void LogUnreachable(string server, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Problem}")]
    private partial void LogConfiguration(string problem);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Re-anchor needed: {Code}: {Problem}")]
    private partial void LogRefused(string code, string problem);
}
