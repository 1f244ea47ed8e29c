using Anchorage.SingleProcess.Filters;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

// An object outside grains. Its calls run one after the other, those marked AlwaysInterleave at once.
internal sealed partial class ObserverTarget(SiloRuntime silo, GrainId id, IAddressable observer) : ICallTarget, IGrainContext
{
    // Weak, as in Microsoft Orleans: a forgotten observer goes away, its calls are dropped.
    private readonly WeakReference<IAddressable> _observer = new(observer);
    private readonly Queue<Call> _waiting = new();
    private bool _running;

    public GrainReference GrainReference => (GrainReference)silo.References.Create(id, typeof(IGrainObserver));

    public GrainId GrainId => id;

    public object? GrainInstance => _observer.TryGetTarget(out IAddressable? target) ? target : null;

    public IServiceProvider ActivationServices => silo.Services;

    public Task Deactivated => Task.CompletedTask;

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
    }

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType) => componentType.IsInstanceOfType(GrainInstance) ? GrainInstance : null;

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => id.GetHashCode();

    public void Post(Action action) => silo.Dispatcher.Run(() =>
    {
        action();
        return Task.CompletedTask;
    });

    public void Receive(Call call)
    {
        if (call.Interleave)
        {
            silo.Dispatcher.Run(() => ExecuteAsync(call));
            return;
        }

        lock (_waiting)
        {
            _waiting.Enqueue(call);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        silo.Dispatcher.Run(PumpAsync);
    }

    private async Task PumpAsync()
    {
        while (TryTake(out Call? call))
        {
            await ExecuteAsync(call);
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Call? call)
    {
        lock (_waiting)
        {
            return _running = _waiting.TryDequeue(out call);
        }
    }

    private async Task ExecuteAsync(Call call)
    {
        if (call.IsCompleted || !_observer.TryGetTarget(out IAddressable? target))
        {
            return;
        }

        RequestContext.Current = call.Values;
        object outcome;
        if (silo.IncomingFilters.Length > 0)
        {
            outcome = await new IncomingCallContext(call, this, target, silo.IncomingFilters).RunAsync();
        }
        else
        {
            Task task = call.InvokeOn(target);
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            outcome = task;
        }

        if (call.OneWay && outcome is Task { Exception: { } failure })
        {
            LogObserverFailed(silo.Logger, failure.InnerException!, call.GetMethodName(), id);
        }

        call.Finish(silo, outcome);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "One-way call {Method} of observer {Observer} failed")]
    private static partial void LogObserverFailed(ILogger logger, Exception exception, string method, GrainId observer);
}
