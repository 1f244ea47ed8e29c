using Anchorage.SingleProcess.Runtime;

namespace Anchorage.SingleProcess.Scheduling;

// Runs the turns of one activation, one at a time: calls, continuations of its awaits, and actions of the runtime.
internal sealed class TurnScheduler(Activation owner, Dispatcher dispatcher) : TaskScheduler, IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly Queue<object> _items = new();
    private bool _scheduled;
    private bool _killed;

    public Activation Owner => owner;

    public override int MaximumConcurrencyLevel => 1;

    public void Post(object item)
    {
        lock (_lock)
        {
            if (_killed)
            {
                return;
            }

            _items.Enqueue(item);
            if (_scheduled)
            {
                return;
            }

            _scheduled = true;
        }

        dispatcher.Queue(this);
    }

    public void Kill()
    {
        lock (_lock)
        {
            _killed = true;
            _items.Clear();
        }
    }

    // Runs a batch inside one task of this scheduler, so that awaits inside come back here.
    public void Execute()
    {
        Activation? previous = TurnContext.Current;
        TurnContext.Current = owner;
        try
        {
            new Task(static self => ((TurnScheduler)self!).RunBatch(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach)
                .RunSynchronously(this);
        }
        finally
        {
            TurnContext.Current = previous;
        }

        lock (_lock)
        {
            if (_items.Count == 0)
            {
                _scheduled = false;
                return;
            }
        }

        dispatcher.Queue(this);
    }

    protected override void QueueTask(Task task) => Post(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(TurnContext.Current, owner) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void RunBatch()
    {
        ExecutionContext? clean = ExecutionContext.Capture();
        for (int left = dispatcher.BatchSize; left > 0 && TryTake(out object? item); left--)
        {
            if (item is Task task)
            {
                TryExecuteTask(task);
                continue;
            }

            owner.Run(item);
            if (clean is not null)
            {
                // A method that is not async may have left its values in the context.
                ExecutionContext.Restore(clean);
            }
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out object? item)
    {
        lock (_lock)
        {
            return _items.TryDequeue(out item);
        }
    }
}
