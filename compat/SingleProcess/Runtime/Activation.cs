// Long file: the life of one activation, whose turns, timers and state share one lock-free queue and are read together.
using Anchorage.SingleProcess.Filters;
using Anchorage.SingleProcess.Scheduling;
using Anchorage.SingleProcess.Storage;
using Anchorage.SingleProcess.Streams;
using Anchorage.SingleProcess.Timers;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Anchorage.SingleProcess.Runtime;

// One grain in memory.
//
//   Created --first call--> Activating --OnActivateAsync--> Valid --Deactivate--> Deactivating --no call runs--> Ended
//                               |                                                                                 |
//                               +--failed: waiting calls get the exception--> Ended      waiting calls go to a fresh one
//
// Everything below "turns" runs inside turns of this activation, hence without locks.
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

    // :: Turns

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

    public void Run(object item)
    {
        if (item is Action action)
        {
            action();
            return;
        }

        var call = (Call)item;
        switch (_state)
        {
            case ActivationState.Created:
                _state = ActivationState.Activating;
                _waiting.Enqueue(call);
                RequestContext.Current = call.Values;
                _ = ActivateAsync();
                break;
            case ActivationState.Valid when MayStart(call):
                Start(call);
                break;
            case ActivationState.Ended:
                Redirect(call);
                break;
            default:
                _waiting.Enqueue(call);
                break;
        }
    }

    private bool MayStart(Call call) => _blocking is null || call.Interleave;

    private void Start(Call call)
    {
        Left();
        if (call.IsCompleted || (call.Deadline != long.MaxValue && call.Deadline < Silo.Time.GetTimestamp()))
        {
            // Nobody waits for it any more.
            return;
        }

        _running++;
        if (!call.Interleave && !_class.IsReentrant)
        {
            _blocking = call;
        }

        if (call.Method.Interface == typeof(IStreamConsumer))
        {
            call.Component = Streams;
        }

        RequestContext.Current = call.Values;
        bool filtered = Silo.IncomingFilters.Length > 0 || _instance is IIncomingGrainCallFilter;
        Task task = filtered ? new IncomingCallContext(call, this, _instance!, Silo.IncomingFilters).RunAsync() : call.InvokeOn(_instance!);
        if (task.IsCompleted)
        {
            Finish(call, task);
        }
        else
        {
            _ = FinishLaterAsync(call, task);
        }
    }

    private async Task FinishLaterAsync(Call call, Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Finish(call, task);
    }

    private void Finish(Call call, Task task)
    {
        _running--;
        if (ReferenceEquals(_blocking, call))
        {
            _blocking = null;
        }

        if (call.KeepsAlive)
        {
            Volatile.Write(ref _lastActivity, Silo.Time.GetTimestamp());
        }

        object outcome = task is Task<Orleans.Serialization.Invocation.Response> filtered ? filtered.Result : task;
        Exception? exception = outcome is Task plain ? plain.Exception?.InnerException : ((Orleans.Serialization.Invocation.Response)outcome).Exception;
        if (exception is InconsistentStateException { IsSourceActivation: true } conflict)
        {
            // What this activation holds in memory is stale; the next call reads anew.
            conflict.IsSourceActivation = false;
            BeginDeactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "Its state is inconsistent with the storage."));
        }
        else if (exception is not null && call.OneWay)
        {
            LogOneWayFailed(Silo.Logger, exception, call.GetMethodName(), GrainId);
        }

        call.Finish(Silo, outcome);
        Continue();
    }

    // Starts what waited for the call that has ended.
    private void Continue()
    {
        if (_state == ActivationState.Deactivating)
        {
            if (_running == 0)
            {
                _ = DeactivateAsync();
            }

            return;
        }

        if (_draining || _state != ActivationState.Valid)
        {
            return;
        }

        _draining = true;
        while (_state == ActivationState.Valid && _waiting.TryPeek(out Call? next) && MayStart(next))
        {
            Start(_waiting.Dequeue());
        }

        _draining = false;
    }

    private async Task ActivateAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Time);
            _scope = Silo.Services.CreateScope();
            _instance = _class.Create(this);
            foreach (IStateLoader state in _states)
            {
                await state.LoadAsync(timeout.Token);
            }

            await ((IGrainBase)_instance).OnActivateAsync(timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception exception)
        {
            LogActivationFailed(Silo.Logger, exception, GrainId);
            await EndAsync(call => call.TryComplete(Silo, exception));
            return;
        }

        Volatile.Write(ref _lastActivity, Silo.Time.GetTimestamp());
        if (_state == ActivationState.Deactivating)
        {
            await DeactivateAsync();
            return;
        }

        _state = ActivationState.Valid;
        for (int left = _waiting.Count; left > 0 && _state == ActivationState.Valid; left--)
        {
            Call call = _waiting.Dequeue();
            if (MayStart(call))
            {
                Start(call);
            }
            else
            {
                _waiting.Enqueue(call);
            }
        }
    }

    private void BeginDeactivate(DeactivationReason reason)
    {
        ActivationState before = _state;
        if (before is ActivationState.Deactivating or ActivationState.Ended)
        {
            return;
        }

        _reason = reason;
        _state = ActivationState.Deactivating;
        if (before == ActivationState.Created || (before == ActivationState.Valid && _running == 0))
        {
            _ = DeactivateAsync();
        }
    }

    private async Task DeactivateAsync()
    {
        foreach (GrainTimer timer in _timers.ToArray())
        {
            timer.Dispose();
        }

        if (_instance is IGrainBase grain)
        {
            try
            {
                using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.Time);
                await grain.OnDeactivateAsync(_reason, timeout.Token).WaitAsync(timeout.Token);
            }
            catch (Exception exception)
            {
                LogDeactivationFailed(Silo.Logger, exception, GrainId);
            }
        }

        await EndAsync(Redirect);
    }

    private async Task EndAsync(Action<Call> afterwards)
    {
        foreach (GrainTimer timer in _timers.ToArray())
        {
            timer.Dispose();
        }

        try
        {
            await ((_instance as IAsyncDisposable)?.DisposeAsync() ?? default);
            (_instance as IDisposable)?.Dispose();
            await ((_scope as IAsyncDisposable)?.DisposeAsync() ?? default);
        }
        catch (Exception exception)
        {
            LogDeactivationFailed(Silo.Logger, exception, GrainId);
        }

        // Forgotten before it ends: a call that still arrives here is then redirected to a new activation, never to this one.
        Silo.Forget(this);
        _state = ActivationState.Ended;
        _deactivated.TrySetResult();
        while (_waiting.TryDequeue(out Call? call))
        {
            afterwards(call);
        }
    }

    private void Redirect(Call call)
    {
        Left();
        if (call.Component is not GrainTimer && !call.IsCompleted)
        {
            Silo.Deliver(call);
        }
    }

    // The call is no longer among those that wait here.
    private void Left()
    {
        if (Silo.Messaging.MaxEnqueuedRequestsHardLimit > 0)
        {
            Interlocked.Decrement(ref _queued);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Silo.Time.TimestampFrequency);
}
