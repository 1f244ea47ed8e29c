using System.Collections.Concurrent;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>
/// Threads on which files are touched, so that a slow disk holds up nothing else of the agent, and so that acting for another user never meets the runtime's own threads.
/// </summary>
internal sealed class FileThreads(FilesOptions options) : IDisposable
{
    private const int MaxWaiting = 512;
    private readonly BlockingCollection<Action> _queue = new(MaxWaiting);
    private readonly Lock _lock = new();
    private int _threads;
    private int _busy;
    private int _long;

    /// <summary>Runs a short piece of work.</summary>
    /// <exception cref="LinkRequestException"><c>agent_busy</c>, or what the work throws.</exception>
    internal Task<T> RunAsync<T>(FileIdentity? identity, Func<T> work)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.TryAdd(() => Run(identity, work, done)))
        {
            throw Busy();
        }

        StartThread();
        return done.Task;
    }

    /// <summary>Runs work that may take long, on a thread of its own; a few at a time.</summary>
    internal Task<T> RunLongAsync<T>(FileIdentity? identity, Func<T> work)
    {
        if (Interlocked.Increment(ref _long) > options.LongTasks)
        {
            Interlocked.Decrement(ref _long);
            throw Busy();
        }

        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            Run(identity, work, done);
            Interlocked.Decrement(ref _long);
        })
        { IsBackground = true, Name = "files (long)" };
        thread.Start();
        return done.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _queue.CompleteAdding();

    private static LinkRequestException Busy() => new(FileErrors.AgentBusy, "The node works on as many files as it may. Try again in a moment.");

    private static void Run<T>(FileIdentity? identity, Func<T> work, TaskCompletionSource<T> done)
    {
        T result = default!;
        Exception? failure = null;
        try
        {
            if (identity is not null)
            {
                IdentitySwitch.Enter(identity);
            }

            try
            {
                result = work();
            }
            finally
            {
                if (identity is not null)
                {
                    IdentitySwitch.Leave();
                }
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        // Only now: completing hands work to the pool.
        if (failure is null)
        {
            done.SetResult(result);
        }
        else
        {
            done.SetException(failure);
        }
    }

    /// <summary>One more thread when all are busy. Made by the caller, whose credentials are the agent's.</summary>
    private void StartThread()
    {
        lock (_lock)
        {
            if (_threads >= options.Threads || _threads > Volatile.Read(ref _busy) + _queue.Count)
            {
                return;
            }

            _threads++;
        }

        new Thread(Serve) { IsBackground = true, Name = "files" }.Start();
    }

    private void Serve()
    {
        foreach (Action work in _queue.GetConsumingEnumerable())
        {
            Interlocked.Increment(ref _busy);
            work();
            Interlocked.Decrement(ref _busy);
        }
    }
}
