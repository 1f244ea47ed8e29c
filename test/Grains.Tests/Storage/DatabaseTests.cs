using System.Diagnostics;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Anchorage.Grains.Tests.Storage;

public sealed class DatabaseTests
{
    [Fact]
    public async Task Writes_that_wait_together_share_a_commit()
    {
        using TestFolder folder = new();
        using SqliteDatabase database = await TestDatabase.Open(folder.File("a.db"));
        await database.Write(s => s.Execute("CREATE TABLE t (n INTEGER)"));
        using ManualResetEventSlim gate = new();
        Task<int> first = database.Write(s => Hold(gate));
        Task<int>[] rest = [.. Enumerable.Range(0, 200).Select(i => database.Write(s => s.Execute("INSERT INTO t VALUES ($n)", ("$n", i))))];
        rest.ShouldAllBe(t => !t.IsCompleted);
        gate.Set();
        await first;
        await Task.WhenAll(rest).WaitAsync(TestDatabase.Deadline, TestContext.Current.CancellationToken);

        (await database.Read(s => (long)s.Scalar("SELECT count(*) FROM t")!)).ShouldBe(200);
    }

    [Fact]
    public async Task A_full_queue_answers_storage_busy_after_its_deadline_and_blocks_no_thread()
    {
        using TestFolder folder = new();
        SqliteOptions options = TestDatabase.Options;
        options.QueueCapacity = 4;
        options.MaxBatch = 1;
        options.QueueTimeout = TimeSpan.FromSeconds(3);
        using SqliteDatabase database = await TestDatabase.Open(folder.File("a.db"), options);
        using ManualResetEventSlim gate = new();
        using ManualResetEventSlim running = new();
        Task<int> held = database.Write(s => Hold(gate, running));
        running.Wait(TestDatabase.Deadline, TestContext.Current.CancellationToken).ShouldBeTrue();
        Task<int>[] queued = [.. Enumerable.Range(0, 4).Select(_ => database.Write(s => 1))];

        long before = Stopwatch.GetTimestamp();
        Task<int>[] refused = [.. Enumerable.Range(0, 50).Select(_ => database.Write(s => 1))];
        Stopwatch.GetElapsedTime(before).ShouldBeLessThan(options.QueueTimeout, "queueing must not block its thread");
        foreach (Task<int> task in refused)
        {
            (await Should.ThrowAsync<AnchorageException>(task.WaitAsync(TestDatabase.Deadline))).Code.ShouldBe(ErrorCodes.StorageBusy);
        }

        gate.Set();
        (await held).ShouldBe(7);
        (await Task.WhenAll(queued)).ShouldAllBe(r => r == 1);
        (await database.Write(s => 2)).ShouldBe(2);
    }

    [Fact]
    public async Task A_read_only_database_says_so_keeps_the_process_and_recovers_by_itself()
    {
        using TestFolder folder = new();
        string file = folder.File("a.db");
        (await TestDatabase.Open(file)).Dispose();
        SetModes(folder, file, writable: false);
        SqliteDatabase database = new(
            file, TestDatabase.Options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        using (database)
        {
            Task started = Task.CompletedTask;
            Unprivileged.Run(() => started = database.Start(TestContext.Current.CancellationToken));
            await started.WaitAsync(TestDatabase.Deadline, TestContext.Current.CancellationToken);

            database.Health.Problem.ShouldBeOneOf(StorageProblem.ReadOnly, StorageProblem.CannotOpen);
            database.Health.Message.ShouldContain(file);
            AnchorageException e = await Should.ThrowAsync<AnchorageException>(() => database.Write(s => 1));
            e.Code.ShouldBe(ErrorCodes.StorageUnavailable);
            e.Args["problem"].ShouldContain(file);
            (await Should.ThrowAsync<AnchorageException>(() => database.Read(s => 1))).Code.ShouldBe(ErrorCodes.StorageUnavailable);

            SetModes(folder, file, writable: true);
            await TestDatabase.UntilOpen(database);
            (await database.Write(s => s.Execute("CREATE TABLE t (n)"))).ShouldBe(0);
            database.Health.IsOpen.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_lock_of_another_process_fails_the_write_and_passes()
    {
        using TestFolder folder = new();
        string file = folder.File("a.db");
        using SqliteDatabase database = await TestDatabase.Open(file);
        using (SqliteConnection other = new($"Data Source={file};Pooling=False"))
        {
            other.Open();
            using SqliteCommand begin = other.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            begin.ExecuteNonQuery();

            AnchorageException e = await Should.ThrowAsync<AnchorageException>(() => database.Write(s => s.Execute("CREATE TABLE t (n)")));
            e.Code.ShouldBe(ErrorCodes.StorageUnavailable);
            e.Args["problem"].ShouldContain("locked");
            (await database.Read(s => (long)s.Scalar("SELECT 1")!)).ShouldBe(1, "reads go on");
        }

        await database.Write(s => s.Execute("CREATE TABLE t (n)"));
    }

    [Fact]
    public async Task A_file_that_is_locked_when_it_is_opened_is_opened_when_the_lock_is_gone()
    {
        using TestFolder folder = new();
        string file = folder.File("a.db");
        SqliteNative.Ensure();
        SqliteConnection other = new($"Data Source={file};Pooling=False");
        other.Open();
        using SqliteCommand begin = other.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        begin.ExecuteNonQuery();
        using SqliteDatabase database = await TestDatabase.Open(file);
        database.Health.Problem.ShouldBe(StorageProblem.Locked);
        other.Dispose();

        await TestDatabase.UntilOpen(database);
        (await database.Write(s => 1)).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_reported_and_left_alone()
    {
        using TestFolder folder = new();
        string file = folder.File("a.db");
        byte[] junk = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * 31))];
        await File.WriteAllBytesAsync(file, junk, TestContext.Current.CancellationToken);
        using (SqliteDatabase database = await TestDatabase.Open(file))
        {
            database.Health.Problem.ShouldBe(StorageProblem.Corrupt);
            database.Health.Message.ShouldContain("restore a backup");
        }

        (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldBe(junk);
    }

    [Fact]
    public async Task A_damaged_page_is_found_when_the_file_is_opened()
    {
        using TestFolder folder = new();
        string file = folder.File("a.db");
        using (SqliteDatabase database = await TestDatabase.Open(file))
        {
            await database.Write(s => s.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY, x TEXT)"));
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i =>
                database.Write(s => s.Execute("INSERT INTO t VALUES ($n, $x)", ("$n", i), ("$x", new string('x', 500))))));
        }

        await using (FileStream stream = new(file, FileMode.Open, FileAccess.Write))
        {
            stream.Position = stream.Length / 2;
            stream.Write(new byte[16_384]);
        }

        using SqliteDatabase damaged = await TestDatabase.Open(file);
        damaged.Health.Problem.ShouldBe(StorageProblem.Corrupt);
    }

    [Fact]
    public async Task Work_that_throws_is_rolled_back_alone()
    {
        using TestFolder folder = new();
        using SqliteDatabase database = await TestDatabase.Open(folder.File("a.db"));
        await database.Write(s => s.Execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"));
        using ManualResetEventSlim gate = new();
        Task<int> held = database.Write(s => Hold(gate));
        Task<int> good = database.Write(s => s.Execute("INSERT INTO t VALUES (1)"));
        Task<int> bad = database.Write<int>(s =>
        {
            s.Execute("INSERT INTO t VALUES (2)");
            throw new InvalidOperationException("refused");
        });
        Task<int> duplicate = database.Write(s => s.Execute("INSERT INTO t VALUES (1)"));
        Task<int> last = database.Write(s => s.Execute("INSERT INTO t VALUES (3)"));
        gate.Set();

        await Should.ThrowAsync<InvalidOperationException>(bad);
        await Should.ThrowAsync<SqliteException>(duplicate);
        await Task.WhenAll(held, good, last);
        (await database.Read(s => s.Query("SELECT n FROM t ORDER BY n", r => r.GetInt32(0)))).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task A_write_that_was_given_up_before_its_turn_is_not_done()
    {
        using TestFolder folder = new();
        using SqliteDatabase database = await TestDatabase.Open(folder.File("a.db"));
        await database.Write(s => s.Execute("CREATE TABLE t (n)"));
        using ManualResetEventSlim gate = new();
        using ManualResetEventSlim running = new();
        Task<int> held = database.Write(s => Hold(gate, running));
        running.Wait(TestDatabase.Deadline, TestContext.Current.CancellationToken).ShouldBeTrue();
        using CancellationTokenSource cancel = new();
        Task<int> given = database.Write(s => s.Execute("INSERT INTO t VALUES (1)"), cancel.Token);
        await cancel.CancelAsync();
        gate.Set();

        await Should.ThrowAsync<OperationCanceledException>(given);
        await held;
        (await database.Read(s => (long)s.Scalar("SELECT count(*) FROM t")!)).ShouldBe(0);
    }

    [Fact]
    public async Task Files_are_private_and_the_log_is_durable()
    {
        using TestFolder folder = new();
        string file = folder.File("a.db");
        using SqliteDatabase database = await TestDatabase.Open(file);
        await database.Write(s => s.Execute("CREATE TABLE t (n)"));

        (await database.Write(s => (long)s.Scalar("PRAGMA synchronous")!)).ShouldBe(2);
        (await database.Write(s => s.Scalar("PRAGMA journal_mode") as string)).ShouldBe("wal");
        (await database.Read(s => (long)s.Scalar("PRAGMA wal_autocheckpoint")!)).ShouldBe(0, "only the writer checkpoints");
        foreach (string path in new[] { file, file + "-wal", file + "-shm" })
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, path);
        }
    }

    private static int Hold(ManualResetEventSlim gate, ManualResetEventSlim? running = null)
    {
        running?.Set();
        gate.Wait(TestDatabase.Deadline).ShouldBeTrue();
        return 7;
    }

    private static void SetModes(TestFolder folder, string file, bool writable)
    {
        UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        UnixFileMode write = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        UnixFileMode enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(file, writable ? read | write : read);
        File.SetUnixFileMode(folder.Path, writable ? read | write | enter : read | enter);
    }
}
