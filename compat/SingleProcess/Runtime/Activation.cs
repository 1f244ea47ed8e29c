using Anchorage.SingleProcess.Scheduling;
using Anchorage.SingleProcess.Storage;
using Anchorage.SingleProcess.Streams;
using Anchorage.SingleProcess.Timers;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

// One grain in memory.
//
//   Created --first call--> Activating --OnActivateAsync--> Valid --Deactivate--> Deactivating --no call runs--> Ended
//                               |                                                                                 |
//                               +--failed: waiting calls get the exception--> Ended      waiting calls go to a fresh one
//
// What stands in Activation.Turns.cs and Activation.Life.cs runs inside turns of this activation, hence without locks.
internal sealed partial class Activation : IGrainContext, ICallTarget
{
    private readonly GrainClass _class;
    private readonly TurnScheduler _turns;
    private readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<Call> _waiting = new();
    private readonly HashSet<GrainTimer> _timers = [];
    private readonly List<IStateLoader> _states = [];
    private readonly long _ageLimit;
    private IServiceScope? _scope;
    private object? _instance;
    private GrainReference? _reference;
    private Call? _blocking;
    private DeactivationReason _reason;
    private long _lastActivity;
    private long _keepUntil;
    private int _queued;
    private int _running;
    private bool _draining;
    private volatile ActivationState _state;

    public Activation(SiloRuntime silo, GrainClass grainClass, GrainId id)
    {
        Silo = silo;
        GrainId = id;
        _class = grainClass;
        _turns = new TurnScheduler(this, silo.Dispatcher);
        Number = silo.NextActivationNumber();
        TimeSpan age = grainClass.AgeLimit ?? silo.Collection.AgeOf(grainClass.Type);
        _ageLimit = age == TimeSpan.MaxValue ? long.MaxValue : Ticks(age);
    }

    public SiloRuntime Silo { get; }

    public long Number { get; }

    public GrainId GrainId { get; }

    public GrainReference GrainReference => _reference ??= (GrainReference)Silo.References.Create(GrainId, typeof(IGrain));

    public object? GrainInstance => _instance;

    public IServiceProvider ActivationServices => _scope?.ServiceProvider ?? Silo.Services;

    public Task Deactivated => _deactivated.Task;

    public StreamConsumer Streams => field ??= new StreamConsumer(Silo);

    public static Activation Of(IGrainContext context) =>
        context as Activation ?? throw new InvalidOperationException("The grain was created outside the runtime.");

    public object? GetTarget() => _instance;

    public object? GetComponent(Type componentType) => componentType.IsInstanceOfType(_instance) ? _instance : null;

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => GrainId.ToString();

    public void Receive(Call call)
    {
        int limit = Silo.Messaging.MaxEnqueuedRequestsHardLimit;
        if (limit > 0 && Interlocked.Increment(ref _queued) > limit)
        {
            Interlocked.Decrement(ref _queued);
            call.TryComplete(Silo, new LimitExceededException($"More than {limit} calls wait for grain {GrainId}."));
            return;
        }

        _turns.Post(call);
    }

    public void Post(Action action) => _turns.Post(action);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(TurnContext.Current, this))
        {
            BeginDeactivate(deactivationReason);
        }
        else
        {
            Post(() => BeginDeactivate(deactivationReason));
        }
    }

    public void DelayDeactivation(TimeSpan span) =>
        _keepUntil = span == TimeSpan.MaxValue ? long.MaxValue : span <= TimeSpan.Zero ? 0 : Silo.Time.GetTimestamp() + Ticks(span);

    public bool IsStale()
    {
        long now = Silo.Time.GetTimestamp();
        return _state == ActivationState.Valid && _ageLimit != long.MaxValue && Volatile.Read(ref _running) == 0
            && now - Volatile.Read(ref _lastActivity) >= _ageLimit && _keepUntil <= now;
    }

    public void Kill() => _turns.Kill();

    public void AddState(IStateLoader state) => _states.Add(state);

    public IGrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (!ReferenceEquals(TurnContext.Current, this))
        {
            throw new InvalidOperationException("A timer is registered inside a turn of its grain, not from Task.Run or another grain.");
        }

        var timer = new GrainTimer(this, callback, options);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Forget(GrainTimer timer)
    {
        lock (_timers)
        {
            _timers.Remove(timer);
        }
    }

    public void CollectIfStale()
    {
        if (IsStale() && _waiting.Count == 0)
        {
            BeginDeactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "This activation has become idle."));
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Silo.Time.TimestampFrequency);
}
