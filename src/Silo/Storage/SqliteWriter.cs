using System.Collections.Concurrent;
using Anchorage.Grains.Abstractions.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Anchorage.Silo.Storage;

/// <summary>
/// The one thread that writes. It opens the database, and opens it again after a failure; takes what is queued, runs it in one
/// transaction, commits, and only then tells the callers.
/// </summary>
/// <remarks>
/// <code>
///  callers --(slots: a place, or storage_busy)--> queue --> BEGIN IMMEDIATE
///                                                             SAVEPOINT, work 1, RELEASE      work that throws is rolled
///                                                             SAVEPOINT, work 2, RELEASE      back alone
///                                                           COMMIT (fsync)  --> every caller's task ends
/// </code>
/// A caller waits for a place without a thread, so a full queue never blocks a grain. While the database is closed nothing is queued:
/// callers get <c>storage_unavailable</c> at once.
/// </remarks>
internal sealed partial class SqliteWriter : IDisposable
{
    private readonly string _file;
    private readonly SqliteOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly BlockingCollection<WriteItem> _queue = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private volatile StorageHealth _health;
    private int _disposed;

    public SqliteWriter(string file, SqliteOptions options, TimeProvider time, ILogger logger)
    {
        _file = file;
        _options = options;
        _time = time;
        _logger = logger;
        _slots = new SemaphoreSlim(options.QueueCapacity, options.QueueCapacity);
        _health = new StorageHealth(StorageProblem.Closed, StorageErrors.Describe(StorageProblem.Closed, file, null));
        _thread = new Thread(Loop) { IsBackground = true, Name = "sqlite-writer" };
    }

    /// <summary>What the database is like.</summary>
    public StorageHealth Health => _health;

    /// <summary>Ends when the first attempt to open has ended, well or not.</summary>
    public Task FirstAttempt => _firstAttempt.Task;

    /// <summary>Ends when the database was opened for the first time.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Queues a write.</summary>
    public async Task<T> Enqueue<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        ThrowIfClosed();
        if (!await _slots.WaitAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false))
        {
            await WaitForPlace(cancellation).ConfigureAwait(false);
            ThrowIfClosed();
        }

        WriteItem<T> item = new(work, cancellation);
        try
        {
            _queue.Add(item, _stopping.Token);
            StorageMeter.Queued.Add(1);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            throw StorageErrors.Unavailable(Closed());
        }

        return await item.Completion.ConfigureAwait(false);
    }

    /// <summary>Commits what is queued, checkpoints, closes and ends the thread.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _queue.CompleteAdding();
        _stopping.CancelAfter(TimeSpan.FromSeconds(10));
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            _firstAttempt.TrySetResult();
        }
        else
        {
            if (!_health.IsOpen)
            {
                _stopping.Cancel();
            }

            _thread.Join(TimeSpan.FromSeconds(15));
        }
    }

    private void ThrowIfClosed()
    {
        if (_health is { IsOpen: false } health)
        {
            throw StorageErrors.Unavailable(health);
        }
    }

    private StorageHealth Closed() => new(StorageProblem.Closed, StorageErrors.Describe(StorageProblem.Closed, _file, null));

    private async Task WaitForPlace(CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = new(_options.QueueTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation, _stopping.Token);
        try
        {
            await _slots.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            LogQueueFull(_options.QueueCapacity, _options.QueueTimeout);
            throw new AnchorageException(ErrorCodes.StorageBusy);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw StorageErrors.Unavailable(Closed());
        }
    }

    private void Loop()
    {
        TimeSpan delay = _options.RetryDelay;
        while (!_stopping.IsCancellationRequested && !_queue.IsCompleted)
        {
            try
            {
                using SqliteSession session = SqliteOpener.Open(_file, _options, _time);
                _health = StorageHealth.Open;
                _opened.TrySetResult();
                _firstAttempt.TrySetResult();
                delay = _options.RetryDelay;
                LogOpened(_file);
                Serve(session);
            }
            catch (Exception e)
            {
                StorageProblem problem = StorageErrors.Classify(e) ?? StorageProblem.Io;
                _health = new StorageHealth(problem, StorageErrors.Describe(problem, _file, e));
                LogUnavailable(e, _health.Message, delay);
                FailQueued();
                _firstAttempt.TrySetResult();
                _stopping.Token.WaitHandle.WaitOne(delay);
                delay = delay + delay > _options.MaxRetryDelay ? _options.MaxRetryDelay : delay + delay;
            }
        }

        _health = Closed();
        FailQueued();
        _firstAttempt.TrySetResult();
    }

    private void Serve(SqliteSession session)
    {
        List<WriteItem> batch = new(_options.MaxBatch);
        while (TryTakeBatch(batch))
        {
            Commit(session, batch);
            batch.Clear();
        }
    }

    private bool TryTakeBatch(List<WriteItem> batch)
    {
        WriteItem? item;
        try
        {
            if (!_queue.TryTake(out item, Timeout.Infinite, _stopping.Token))
            {
                return false;
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        do
        {
            StorageMeter.Queued.Add(-1);
            _slots.Release();
            if (item.IsAbandoned)
            {
                item.Abandon();
            }
            else
            {
                batch.Add(item);
            }
        }
        while (batch.Count < _options.MaxBatch && _queue.TryTake(out item));
        return true;
    }

    /// <summary>Runs a batch in one transaction. Throws, after telling the callers, when the database itself is in trouble.</summary>
    private void Commit(SqliteSession session, List<WriteItem> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        List<WriteItem> done = new(batch.Count);
        long begin = _time.GetTimestamp();
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            foreach (WriteItem item in batch)
            {
                if (TryRun(session, item))
                {
                    done.Add(item);
                }
            }

            session.Execute("COMMIT");
        }
        catch (Exception e)
        {
            StorageProblem problem = StorageErrors.Classify(e) ?? StorageProblem.Io;
            AnchorageException told = StorageErrors.Unavailable(new StorageHealth(problem, StorageErrors.Describe(problem, _file, e)));
            foreach (WriteItem item in batch)
            {
                item.Fail(told);
            }

            // A lock passes; everything else needs the file to be opened and looked at again.
            if (problem == StorageProblem.Locked && TryRollBack(session))
            {
                LogLocked(_file);
                return;
            }

            throw;
        }

        StorageMeter.Commit.Record(_time.GetElapsedTime(begin).TotalSeconds);
        StorageMeter.Writes.Add(done.Count);
        foreach (WriteItem item in done)
        {
            item.Succeed();
        }
    }

    private static bool TryRun(SqliteSession session, WriteItem item)
    {
        session.Execute("SAVEPOINT item");
        try
        {
            item.Run(session);
            session.Execute("RELEASE item");
            return true;
        }
        catch (Exception e) when (StorageErrors.Classify(e) is null)
        {
            // The work refused or broke a constraint: its own writes go, its neighbours' stay.
            session.Execute("ROLLBACK TO item");
            session.Execute("RELEASE item");
            item.Fail(e);
            return false;
        }
    }

    private static bool TryRollBack(SqliteSession session)
    {
        try
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(session.Connection.Handle) == 0)
            {
                session.Execute("ROLLBACK");
            }

            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private void FailQueued()
    {
        while (_queue.TryTake(out WriteItem? item))
        {
            StorageMeter.Queued.Add(-1);
            _slots.Release();
            item.Fail(StorageErrors.Unavailable(_health));
        }
    }
}
