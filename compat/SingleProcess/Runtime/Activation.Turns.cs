using Anchorage.SingleProcess.Filters;
using Anchorage.SingleProcess.Streams;
using Anchorage.SingleProcess.Timers;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Anchorage.SingleProcess.Runtime;

// The turns of a grain: which call starts, which waits, what its end lets go on.
internal sealed partial class Activation
{
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
}
