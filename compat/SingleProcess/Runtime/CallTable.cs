namespace Anchorage.SingleProcess.Runtime;

// The calls that wait for an answer, and the clock that ends their waiting. One timer for all: it runs only while calls wait.
internal sealed class CallTable : IDisposable
{
    private readonly CallList[] _stripes = [.. Enumerable.Range(0, 16).Select(_ => new CallList())];
    private readonly SiloRuntime _silo;
    private readonly ITimer _timer;
    private readonly TimeSpan _period;
    private int _armed;

    public CallTable(SiloRuntime silo, TimeSpan responseTimeout)
    {
        _silo = silo;
        _period = TimeSpan.FromMilliseconds(Math.Clamp(responseTimeout.TotalMilliseconds / 10, 10, 1000));
        _timer = silo.Time.CreateTimer(static table => ((CallTable)table!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(Call call)
    {
        _stripes[Environment.CurrentManagedThreadId & 15].Add(call);
        if (Volatile.Read(ref _armed) == 0 && Interlocked.Exchange(ref _armed, 1) == 0)
        {
            _timer.Change(_period, Timeout.InfiniteTimeSpan);
        }
    }

    public void FailAll(Func<Exception> reason) => Collect(long.MaxValue, out _).ForEach(call => call.TryComplete(_silo, reason()));

    public void Dispose() => _timer.Dispose();

    private void Sweep()
    {
        // Disarmed before looking: a call that is added meanwhile arms the timer itself.
        Volatile.Write(ref _armed, 0);
        List<Call> expired = Collect(_silo.Time.GetTimestamp(), out bool waiting);
        foreach (Call call in expired)
        {
            call.TryComplete(_silo, new TimeoutException($"Response did not arrive on time for {call}."));
        }

        if (waiting && Interlocked.Exchange(ref _armed, 1) == 0)
        {
            _timer.Change(_period, Timeout.InfiniteTimeSpan);
        }
    }

    private List<Call> Collect(long now, out bool waiting)
    {
        var expired = new List<Call>();
        waiting = false;
        foreach (CallList stripe in _stripes)
        {
            waiting |= stripe.CollectExpired(now, expired);
        }

        return expired;
    }
}
