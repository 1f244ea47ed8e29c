using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Authorisation;
using Microsoft.Extensions.Options;

namespace Anchorage.Api.Mcp;

/// <summary>The sessions of this process. What is idle too long, or whose token has ended, is ended within a second.</summary>
internal sealed partial class McpSessions(McpServers servers, IGrainFactory grains, Authoriser authoriser, IOptions<McpServerSettings> options, TimeProvider time, ILogger<McpSessions> logger) : BackgroundService
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, McpSession> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _beginning = new();

    /// <summary>Begins a session.</summary>
    /// <exception cref="AnchorageException"><c>mcp_session_limit</c>.</exception>
    public McpSession Begin(Caller caller)
    {
        int limit = options.Value.SessionsPerUser;
        lock (_beginning)
        {
            if (_sessions.Values.Count(s => s.Caller.PrincipalId == caller.PrincipalId) >= limit)
            {
                throw new AnchorageException(ErrorCodes.McpSessionLimit, ("limit", limit.ToString(CultureInfo.InvariantCulture)));
            }

            McpSession session = servers.CreateSession(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)), caller);
            _sessions[session.Id] = session;
            return session;
        }
    }

    /// <summary>The session of a request. One of somebody else is as unknown as one that never was.</summary>
    /// <exception cref="AnchorageException"><c>mcp_session_not_found</c>.</exception>
    public McpSession.Use Require(Caller caller, string id) =>
        _sessions.TryGetValue(id, out McpSession? session) && session.Is(caller) ? session.Enter(time) : throw new AnchorageException(ErrorCodes.McpSessionNotFound);

    /// <summary>Ends a session at its program's wish.</summary>
    /// <exception cref="AnchorageException"><c>mcp_session_not_found</c>.</exception>
    public async Task EndAsync(Caller caller, string id)
    {
        Require(caller, id).Dispose();
        await RemoveAsync(id);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (string id in _sessions.Keys)
        {
            if (_sessions.TryRemove(id, out McpSession? session))
            {
                await session.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(SweepPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (McpSession session in _sessions.Values)
                {
                    await SweepAsync(session);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task SweepAsync(McpSession session)
    {
        try
        {
            bool idle = !session.InUse && time.GetElapsedTime(session.LastUsed) > options.Value.IdleTime;
            if (idle || !(await authoriser.Decide(session.Caller, Permissions.UseMcp, new ResourceRef("mcp"))).Allowed)
            {
                await RemoveAsync(session.Id);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotSwept(exception);
        }
    }

    private async Task RemoveAsync(string id)
    {
        if (_sessions.TryRemove(id, out McpSession? session))
        {
            await session.DisposeAsync();
            await grains.GetGrain<IMcpSystemGrain>(GrainKeys.Mcp(session.Caller.PrincipalId)).Gone(McpServers.ConnectionId(session.Id));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An MCP session could not be looked after; it is tried again.")]
    private partial void LogNotSwept(Exception exception);
}
