using Anchorage.SingleProcess.Storage;
using Anchorage.SingleProcess.Timers;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Anchorage.SingleProcess.Runtime;

// The life of a grain in memory: made, activated with its state, deactivated, ended.
internal sealed partial class Activation
{
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
}
