using System.Collections.Concurrent;
using System.Reflection;
using Anchorage.SingleProcess.Filters;
using Anchorage.SingleProcess.Scheduling;
using Anchorage.SingleProcess.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

// The silo: knows every activation and observer, and brings calls to them.
internal sealed class SiloRuntime : IDisposable
{
    public static readonly GrainType ObserverType = GrainType.Create("sys.client");
    public static readonly GrainId ClientId = GrainId.Create(ObserverType, "hosted-single-process");
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainId, ObserverTarget> _observers = new();
    private readonly Lazy<IIncomingGrainCallFilter[]> _incomingFilters;
    private readonly Lazy<IOutgoingGrainCallFilter[]> _outgoingFilters;
    private readonly CallTable _calls;
    private readonly IdleCollector _collector;
    private long _activationCount;
    private volatile bool _stopping;
    private volatile bool _killed;

    public SiloRuntime(
        IServiceProvider services,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        Dispatcher dispatcher,
        ILoggerFactory loggers)
    {
        Services = services;
        Messaging = messaging.Value;
        Collection = collection.Value;
        Dispatcher = dispatcher;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Logger = loggers.CreateLogger("Orleans.SingleProcess");
        References = new ReferenceFactory(this);
        Client = new GrainClient(this);
        Streams = new ClientSubscriptions(this);
        _incomingFilters = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);
        _outgoingFilters = new(() => [.. services.GetServices<IOutgoingGrainCallFilter>()]);
        _calls = new CallTable(this, Messaging.ResponseTimeout);
        _collector = new IdleCollector(this);
    }

    public IServiceProvider Services { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public Dispatcher Dispatcher { get; }

    public SiloMessagingOptions Messaging { get; }

    public GrainCollectionOptions Collection { get; }

    public GrainClasses Classes { get; } = GrainClasses.All;

    public ReferenceFactory References { get; }

    public IClusterClient Client { get; }

    public ClientSubscriptions Streams { get; }

    public IIncomingGrainCallFilter[] IncomingFilters => _incomingFilters.Value;

    public IEnumerable<Activation> Activations => _activations.Values;

    public object? Invoke(GrainReference reference, MethodInfo methodInfo, object?[] arguments)
    {
        GrainMethod method = GrainMethod.Of(methodInfo);
        method.CheckArguments(arguments);
        Call call = method.NewCall(arguments, reference.GrainId, TurnContext.Current);
        if (method.CancellationIndex >= 0)
        {
            call.LinkCancellation(this);
        }

        if (_outgoingFilters.Value is { Length: > 0 } filters)
        {
            return call.ReturnValue(new OutgoingCallContext(call, reference, filters).RunAsync());
        }

        SendNow(call);
        return call.ReturnValue();
    }

    public void SendNow(Call call)
    {
        call.Values = RequestContext.Current;
        TimeSpan timeout = call.Method.Timeout ?? Messaging.ResponseTimeout;
        call.Deadline = Time.GetTimestamp() + (long)(timeout.TotalSeconds * Time.TimestampFrequency);
        if (!call.OneWay)
        {
            call.Expect(Dispatcher.AnswerOptions);
            if (_killed)
            {
                // Nothing would ever answer, and the clock that ends the waiting is stopped.
                call.TryComplete(this, new SiloUnavailableException("The silo was killed."));
                return;
            }

            _calls.Add(call);
        }

        Dispatcher.Send(this, call);
    }

    // Brings a call to its target; also used for calls that waited for an activation that ended.
    public void Deliver(Call call)
    {
        try
        {
            if (call.Target.Type == ObserverType)
            {
                // A call to an observer that is gone is never answered: its caller times out.
                _observers.GetValueOrDefault(call.Target)?.Receive(call);
                return;
            }

            if (!_activations.TryGetValue(call.Target, out Activation? activation))
            {
                if (_stopping)
                {
                    call.TryComplete(this, new SiloUnavailableException($"The silo is stopping; {call} was not delivered."));
                    return;
                }

                GrainClass grainClass = Classes.Of(call.Target.Type);
                activation = _activations.GetOrAdd(
                    call.Target, static (id, state) => new Activation(state.Silo, state.Class, id), (Silo: this, Class: grainClass));
            }

            activation.Receive(call);
        }
        catch (ArgumentException exception)
        {
            call.TryComplete(this, exception);
        }
    }

    public ICallTarget? TargetOf(GrainId id) =>
        id.Type == ObserverType ? _observers.GetValueOrDefault(id) : _activations.GetValueOrDefault(id);

    public long NextActivationNumber() => Interlocked.Increment(ref _activationCount);

    public void Forget(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));

    public GrainId AddObserver(IAddressable observer)
    {
        GrainId id = GrainId.Create(ObserverType, "observer+" + Dispatcher.NewGuid().ToString("N"));
        _observers[id] = new ObserverTarget(this, id, observer);
        return id;
    }

    public void RemoveObserver(GrainId id) => _observers.TryRemove(id, out _);

    public void Start() => _collector.Start();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        _collector.Dispose();
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The process is shutting down.");
        Activation[] all = [.. _activations.Values.OrderBy(activation => activation.Number)];
        foreach (Activation activation in all)
        {
            activation.Deactivate(reason, CancellationToken.None);
        }

        await Task.WhenAll(all.Select(activation => activation.Deactivated))
            .WaitAsync(Collection.DeactivationTimeout, Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _calls.FailAll(() => new SiloUnavailableException());
    }

    // Ends without a word to anyone, as a killed process does.
    public void Kill()
    {
        _stopping = true;
        _killed = true;
        Dispose();
        foreach (Activation activation in _activations.Values)
        {
            activation.Kill();
        }

        _calls.FailAll(() => new SiloUnavailableException("The silo was killed."));
    }

    public void Dispose()
    {
        _collector.Dispose();
        _calls.Dispose();
    }
}
