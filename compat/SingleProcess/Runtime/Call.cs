using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Anchorage.SingleProcess.Runtime;

// One call from its proxy to its answer. It is completed once: by the target, the time-out, or cancellation.
internal abstract class Call(GrainMethod method, object?[] arguments, GrainId target, Activation? source) : IInvokable
{
    private object? _instance;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _registration;
    private int _completed;

    public GrainMethod Method { get; } = method;

    public GrainId Target { get; } = target;

    public Activation? Source { get; } = source;

    public bool OneWay { get; set; } = method.OneWay;

    public bool Interleave { get; set; } = method.Interleave;

    /// <summary>Whether the call counts as activity for idle collection.</summary>
    public bool KeepsAlive { get; set; } = true;

    /// <summary>Values that travel with the call.</summary>
    public Dictionary<string, object>? Values { get; set; }

    /// <summary>Timestamp after which nobody waits for the answer.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    /// <summary>Executes the call in place of the grain object: a timer, or the grain's stream subscriptions.</summary>
    public object? Component { get; set; }

    public Call? Previous { get; set; }

    public Call? Next { get; set; }

    public CallList? List { get; set; }

    public bool IsCompleted => Volatile.Read(ref _completed) != 0;

    // What the caller awaits.
    public abstract Task Outgoing { get; }

    protected object?[] Arguments { get; } = arguments;

    protected object? Outcome { get; private set; }

    public object? GetTarget() => _instance;

    public int GetArgumentCount() => Arguments.Length;

    public object? GetArgument(int index) => Arguments[index];

    public void SetArgument(int index, object value) => Arguments[index] = value;

    public string GetMethodName() => Method.Method.Name;

    public string GetInterfaceName() => Method.Interface.Name;

    public MethodInfo GetMethod() => Method.Method;

    public Type GetInterfaceType() => Method.Interface;

    public CancellationToken GetCancellationToken() => Method.CancellationIndex < 0 ? default : (CancellationToken)Arguments[Method.CancellationIndex]!;

    public void Dispose()
    {
    }

    public object TargetOf(object instance) => _instance = Component ?? instance;

    // Gives the callee a token of its own: the caller's may be cancelled on any thread, the callee's only between its turns.
    public void LinkCancellation(SiloRuntime silo)
    {
        CancellationToken token = GetCancellationToken();
        if (!token.CanBeCanceled)
        {
            return;
        }

        token.ThrowIfCancellationRequested();
        _cancellation = new CancellationTokenSource();
        Arguments[Method.CancellationIndex] = _cancellation.Token;
        _registration = token.UnsafeRegister(
            state =>
            {
                TryComplete(silo, new OperationCanceledException(token));
                silo.TargetOf(Target)?.Post(_cancellation.Cancel);
            },
            null);
    }

    // Called by the target when it has finished, also when nobody waits any more.
    public void Finish(SiloRuntime silo, object outcome)
    {
        _registration.Dispose();
        TryComplete(silo, outcome);
    }

    // The outcome is the target's task, a response that filters have seen, or an exception.
    public bool TryComplete(SiloRuntime silo, object outcome)
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
        {
            return false;
        }

        if (!OneWay)
        {
            List?.Remove(this);
            Outcome = outcome;
            silo.Dispatcher.Respond(this);
        }

        return true;
    }

    // Makes ready for an answer.
    public abstract void Expect(TaskCreationOptions options);

    // Executes the method; never throws.
    public abstract Task InvokeOn(object instance);

    // Hands the outcome to the caller.
    public abstract void Deliver();

    // What the proxy returns to its caller.
    public abstract object? ReturnValue();

    // What the proxy returns when outgoing filters stand between it and the call.
    public abstract object? ReturnValue(Task<Response> response);

    public abstract Response ResponseOf(Task task);

    public abstract Response ResponseOf(object? result);

    public override string ToString() => $"{Source?.GrainId.ToString() ?? "client"} -> {Target}.{GetInterfaceName()}.{GetMethodName()}";
}
