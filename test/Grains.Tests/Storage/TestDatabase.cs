using Anchorage.Silo.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.Grains.Tests.Storage;

/// <summary>Opens databases with short delays.</summary>
internal static class TestDatabase
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    public static SqliteOptions Options => new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(50),
        MaxRetryDelay = TimeSpan.FromMilliseconds(200),
        BusyTimeout = TimeSpan.FromMilliseconds(200),
        QueueTimeout = TimeSpan.FromSeconds(20),
    };

    public static async Task<SqliteDatabase> Open(string file, SqliteOptions? options = null, TimeProvider? time = null)
    {
        SqliteDatabase database = new(file, options ?? Options, time ?? TimeProvider.System, NullLogger.Instance);
        await database.Start(TestContext.Current.CancellationToken).WaitAsync(Deadline);
        return database;
    }

    /// <summary>Waits until the database works.</summary>
    public static Task UntilOpen(SqliteDatabase database) => database.WaitUntilOpen(TestContext.Current.CancellationToken).WaitAsync(Deadline);
}
