using System.Collections.Concurrent;
using Anchorage.Grains.Abstractions.Errors;

namespace Anchorage.Silo.Storage;

/// <summary>A few connections that read beside the writer. A read runs on the thread pool, never on a grain's turn.</summary>
internal sealed class SqliteReaderPool(string file, SqliteOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Readers, options.Readers);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _disposed;

    /// <summary>Runs a read.</summary>
    public async Task<T> Run<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        await Enter(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(work), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Closes the idle connections and those that come back.</summary>
    public void Dispose()
    {
        _disposed = true;
        Drain();
    }

    /// <summary>Closes the idle connections: the file is about to be opened anew.</summary>
    public void Drain()
    {
        while (_idle.TryTake(out SqliteSession? session))
        {
            session.Dispose();
        }
    }

    private async Task Enter(CancellationToken cancellation)
    {
        if (await _slots.WaitAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false))
        {
            return;
        }

        using CancellationTokenSource deadline = new(options.QueueTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await _slots.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new AnchorageException(ErrorCodes.StorageBusy);
        }
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        SqliteSession? session = null;
        try
        {
            session = _idle.TryTake(out SqliteSession? idle) ? idle : SqliteSession.Open(file, options.BusyTimeout, SessionMode.Reader);
            T result = work(session);
            if (!_disposed)
            {
                _idle.Add(session);
                session = null;
            }

            return result;
        }
        catch (Exception e) when (StorageErrors.Classify(e) is { } problem)
        {
            throw StorageErrors.Unavailable(new StorageHealth(problem, StorageErrors.Describe(problem, file, e)));
        }
        finally
        {
            session?.Dispose();
        }
    }
}
