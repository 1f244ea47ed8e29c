using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Mcp;

/// <summary>See <see cref="IMcpGrain"/>: the calls that take a yes. The programs are in <c>McpGrain.Connections.cs</c>.</summary>
/// <remarks>
/// Arguments live in memory alone, as long as the call waits. Whoever made a call asks for its answer again and again; when that stops, or when the grain is made anew
/// after the server ended, nobody would carry out what is approved: the call ends in a recorded state.
/// </remarks>
[GrainType("umcp")]
public sealed partial class McpGrain(
    [PersistentState("umcp")] IPersistentState<McpState> state,
    IOptions<McpOptions> options,
    Authoriser authoriser,
    AuditTrail audit,
    EventPublisher events,
    TimeProvider time) : Grain, IMcpGrain, IMcpSystemGrain
{
    private const int MaxArguments = 64 * 1024;
    private const int Kept = 100;
    private static readonly TimeSpan WaitTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Open> _open = new(StringComparer.Ordinal);
    private IGrainTimer? _sweep;

    private string UserId => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.State.Calls.Any(static c => c.State is McpCallState.Waiting or McpCallState.Approved))
        {
            await state.Save(new McpState
            {
                Calls = [.. state.State.Calls.Select(c => c.State is McpCallState.Waiting or McpCallState.Approved ? c with { State = McpCallState.Interrupted, EndedAt = Now } : c)],
            });
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<McpCallInfo>> ListCalls(Caller caller)
    {
        await authoriser.Require(caller, Permissions.ManageMcp, new ResourceRef("instance", null, UserId));

        // A call that is still being written may be forgotten, should the server end now: nobody sees it before.
        return
        [
            .. state.State.Calls.Reverse()
                .Where(c => _open.GetValueOrDefault(c.Id) is null or { Stored: true })
                .Select(c => c with { ArgumentsJson = _open.GetValueOrDefault(c.Id)?.Arguments }),
        ];
    }

    /// <inheritdoc/>
    public async Task<McpCallInfo> Decide(Caller caller, string callId, bool approve)
    {
        McpCallInfo? call = Find(callId);
        ResourceRef resource = new("instance", call?.Instance.Id, UserId, call?.Instance.Name);
        await authoriser.Require(caller, Permissions.ManageMcp, resource);
        if (call is null)
        {
            throw Unknown(callId);
        }

        await Sweep();
        call = Find(callId) ?? throw Unknown(callId);
        if (call.State != McpCallState.Waiting)
        {
            throw new AnchorageException(ErrorCodes.McpCallEnded);
        }

        McpCallInfo decided = call with
        {
            State = approve ? McpCallState.Approved : McpCallState.Denied,
            DecidedBy = new ObjectName(caller.PrincipalId, caller.Name),
            EndedAt = approve ? null : Now,
        };
        await audit.Run(
            caller,
            approve ? AuditActions.McpApproved : AuditActions.McpDenied,
            resource,
            () => Become(decided),
            ImmutableDictionary<string, string>.Empty.Add("tool", call.Tool).Add("call", call.Id).Add("for", call.User.Name));
        return decided;
    }

    /// <inheritdoc/>
    public async Task<McpCallInfo> Ask(McpCallInfo call)
    {
        if (call.ArgumentsJson!.Length > MaxArguments)
        {
            // A person cannot look at more than that.
            throw new AnchorageException(ErrorCodes.PayloadTooLarge, ("limit", MaxArguments.ToString(CultureInfo.InvariantCulture)));
        }

        await Sweep();
        if (_open.Values.Count(static o => o.Arguments is not null) >= options.Value.MaxWaiting)
        {
            throw new AnchorageException(ErrorCodes.McpCallLimit, ("limit", options.Value.MaxWaiting.ToString(CultureInfo.InvariantCulture)));
        }

        McpCallInfo asked = call with { AskedAt = Now, ExpiresAt = Now + options.Value.ApprovalTime, ArgumentsJson = null };
        Open open = _open[asked.Id] = new Open { Arguments = call.ArgumentsJson, AskedAgainAt = time.GetTimestamp() };
        try
        {
            await state.Save(new McpState { Calls = [.. Trimmed(), asked] });
            open.Stored = true;
        }
        catch
        {
            _open.Remove(asked.Id);
            throw;
        }

        _sweep ??= this.RegisterGrainTimer(_ => Sweep(), new GrainTimerCreationOptions(SweepPeriod, SweepPeriod) { Interleave = false });
        await Tell(asked);
        return asked;
    }

    /// <inheritdoc/>
    public async Task<McpCallInfo> Wait(string callId)
    {
        McpCallInfo call = Find(callId) ?? throw Unknown(callId);
        if (call.State == McpCallState.Waiting && _open.TryGetValue(callId, out Open? open))
        {
            open.AskedAgainAt = time.GetTimestamp();
            try
            {
                await open.Answered.Task.WaitAsync(WaitTime, time);
            }
            catch (TimeoutException)
            {
                // Asked again.
            }

            open.AskedAgainAt = time.GetTimestamp();
        }

        return Find(callId) ?? throw Unknown(callId);
    }

    /// <inheritdoc/>
    public Task<bool> IsApproved(string callId, string? credentialId, string? instanceId) => Task.FromResult(
        Find(callId) is { State: McpCallState.Approved } call && call.CredentialId == credentialId && call.Instance.Id == instanceId);

    /// <inheritdoc/>
    public Task End(string callId, string? errorCode) => Find(callId) switch
    {
        { State: McpCallState.Waiting } call => Become(call with { State = McpCallState.Withdrawn, EndedAt = Now }),
        { State: McpCallState.Approved } call => Become(call with { State = errorCode is null ? McpCallState.Done : McpCallState.Failed, EndedAt = Now, ErrorCode = errorCode }),
        _ => Task.CompletedTask,
    };

    private McpCallInfo? Find(string id) => state.State.Calls.FirstOrDefault(c => c.Id == id);

    private static AnchorageException Unknown(string id) => new(ErrorCodes.McpCallNotFound, ("call", id));

    /// <summary>Room for one more: the oldest that is over gives way.</summary>
    private IEnumerable<McpCallInfo> Trimmed()
    {
        ImmutableArray<McpCallInfo> calls = state.State.Calls;
        int surplus = calls.Length - Kept + 1;
        return calls.Where(c => c.State is McpCallState.Waiting or McpCallState.Approved || --surplus < 0);
    }

    private async Task Become(McpCallInfo call)
    {
        await state.Save(new McpState { Calls = [.. state.State.Calls.Select(c => c.Id == call.Id ? call : c)] });
        if (_open.TryGetValue(call.Id, out Open? open))
        {
            open.Arguments = null;
            open.Answered.TrySetResult();
            if (call.State != McpCallState.Approved)
            {
                _open.Remove(call.Id);
            }
        }

        await Tell(call);
    }

    // The program's user hears of it too, who may be another one.
    private Task Tell(McpCallInfo call) => events.Publish(EventNames.McpCallUpdated, call.Id, call, UserId, administrators: false, others: [call.User.Id]);

    private async Task Sweep()
    {
        foreach (McpCallInfo call in state.State.Calls.Where(static c => c.State == McpCallState.Waiting).ToArray())
        {
            if (Now >= call.ExpiresAt)
            {
                await Become(call with { State = McpCallState.Expired, EndedAt = Now });
            }
            else if (!_open.TryGetValue(call.Id, out Open? open) || time.GetElapsedTime(open.AskedAgainAt) > Patience)
            {
                await Become(call with { State = McpCallState.Withdrawn, EndedAt = Now });
            }
        }

        if (_open.Count == 0)
        {
            _sweep?.Dispose();
            _sweep = null;
        }
    }

    private sealed class Open
    {
        public string? Arguments { get; set; }

        public bool Stored { get; set; }

        public long AskedAgainAt { get; set; }

        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
