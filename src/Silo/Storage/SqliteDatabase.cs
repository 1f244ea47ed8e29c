using Anchorage.Silo.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Anchorage.Silo.Storage;

/// <summary>
/// The database of a single-process installation: <c>anchorage.db</c> in the data folder, write-ahead log, every commit on disk
/// before it is acknowledged. Never throws at the start for a file that cannot be opened: it says so in <see cref="Health"/>, answers
/// <c>storage_unavailable</c>, and tries again.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteWriter _writer;
    private readonly SqliteReaderPool _readers;
    private int _started;

    /// <summary>Makes the database of a data folder; call <see cref="Start"/> before use.</summary>
    public SqliteDatabase(DataFolder folder, IOptions<SqliteOptions> options, TimeProvider time, ILogger<SqliteDatabase> logger)
        : this(folder.DatabaseFile, options.Value, time, logger)
    {
    }

    internal SqliteDatabase(string file, SqliteOptions options, TimeProvider time, ILogger logger)
    {
        File = file;
        _writer = new SqliteWriter(file, options, time, logger);
        _readers = new SqliteReaderPool(file, options, time);
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>What the database is like at the moment.</summary>
    public StorageHealth Health => _writer.Health;

    /// <summary>Starts the writer; ends when the first attempt to open has ended, well or not.</summary>
    public Task Start(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            _writer.Start();
        }

        return _writer.FirstAttempt.WaitAsync(cancellation);
    }

    /// <summary>Waits until the database was opened for the first time.</summary>
    public Task WaitUntilOpen(CancellationToken cancellation) => _writer.Opened.WaitAsync(cancellation);

    /// <summary>Commits what is queued and closes.</summary>
    public void Dispose()
    {
        // The last connection to close checkpoints, and that must be the writer's.
        _readers.Dispose();
        _writer.Dispose();
        _readers.Drain();
    }

    /// <summary>Runs work in a transaction that it shares with others; ends after the commit. Work that throws is rolled back alone.</summary>
    /// <exception cref="Grains.Abstractions.Errors.AnchorageException"><c>storage_unavailable</c> (the outcome of a commit that failed is
    /// unknown) or <c>storage_busy</c> (nothing was done).</exception>
    internal Task<T> Write<T>(Func<SqliteSession, T> work, CancellationToken cancellation = default) => _writer.Enqueue(work, cancellation);

    /// <summary>Runs a read on the last committed state.</summary>
    /// <exception cref="Grains.Abstractions.Errors.AnchorageException"><c>storage_unavailable</c> or <c>storage_busy</c>.</exception>
    internal Task<T> Read<T>(Func<SqliteSession, T> work, CancellationToken cancellation = default)
    {
        if (Health is { IsOpen: false } health)
        {
            _readers.Drain();
            return Task.FromException<T>(StorageErrors.Unavailable(health));
        }

        return _readers.Run(work, cancellation);
    }
}
