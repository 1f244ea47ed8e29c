namespace Anchorage.SingleProcess.Simulation;

// What can run, in which order it runs, and the virtual clock. All of it on one thread.
internal sealed class World(int seed, SimulationOptions options)
{
    private readonly List<Work> _ready = [];
    private readonly PriorityQueue<(SimulatedTimer Timer, int Version), (long Due, long Order)> _timers = new();
    private readonly Queue<string> _trace = new();
    private int _thread = -1;
    private long _timerCount;
    private string? _escape;

    public SimulationOptions Options => options;

    public SeededRandom Random { get; } = new(seed);

    /// <summary>The life of the silo that is running.</summary>
    public int Life { get; set; } = 1;

    public long Turn { get; private set; }

    public ulong Hash { get; private set; } = 14695981039346656037;

    /// <summary>Time since the start, in ticks of 100 ns.</summary>
    public long Now { get; private set; }

    public bool IsIdle => _ready.Count == 0;

    public IReadOnlyList<string> Trace => [.. _trace];

    public void Enter() => _thread = Environment.CurrentManagedThreadId;

    public void Add(Work work)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            // Its order would depend on the machine; the run is worthless from here on.
            Interlocked.CompareExchange(ref _escape, work.Label, null);
            return;
        }

        _ready.Add(work);
    }

    // Completes when the scheduler gets to it: a point where the order of things is open and where a crash may come between.
    public Task StepAsync(string label)
    {
        var reached = new TaskCompletionSource();
        Add(new Work(Life, label, reached.SetResult));
        return reached.Task;
    }

    // Runs one piece of work, chosen by the seed.
    public void Step()
    {
        int index = Random.Below(_ready.Count);
        Work work = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        if (!IsAlive(work.Life))
        {
            return;
        }

        if (++Turn > options.MaxTurns)
        {
            throw new SimulationException($"No end after {options.MaxTurns} turns. Last: {work.Label}.");
        }

        Record(work.Label);
        work.Run();
        if (_escape is { } escape)
        {
            throw new SimulationException(
                $"Work left the simulated thread ({escape}, about turn {Turn}): a grain used Task.Run, real input/output or a clock other than the TimeProvider.");
        }
    }

    // Moves the clock to the next timer, but not past the limit; false when no timer is due by then.
    public bool MoveToNextTimer(long limit = long.MaxValue)
    {
        bool fired = false;
        while (_timers.TryPeek(out (SimulatedTimer Timer, int Version) entry, out (long Due, long Order) priority)
            && priority.Due <= (fired ? Now : limit))
        {
            _timers.Dequeue();
            if (entry.Timer.Version == entry.Version && IsAlive(entry.Timer.Life))
            {
                Now = Math.Max(Now, priority.Due);
                entry.Timer.Fire();
                fired = true;
            }
        }

        return fired;
    }

    public void MoveTo(long time) => Now = Math.Max(Now, time);

    public void Schedule(SimulatedTimer timer, long due) => _timers.Enqueue((timer, timer.Version), (due, _timerCount++));

    public bool IsAlive(int life) => life == 0 || life == Life;

    private void Record(string label)
    {
        foreach (char c in label)
        {
            Hash = unchecked((Hash ^ c) * 1099511628211);
        }

        Hash = unchecked((Hash ^ (ulong)Now) * 1099511628211);
        _trace.Enqueue($"{Turn} {TimeSpan.FromTicks(Now)} {label}");
        if (_trace.Count > options.TraceLength)
        {
            _trace.Dequeue();
        }
    }
}
