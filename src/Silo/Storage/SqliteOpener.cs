namespace Anchorage.Silo.Storage;

/// <summary>Opens the writer's connection: file mode, integrity, journal mode, schema.</summary>
internal static class SqliteOpener
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens the database; throws what <see cref="StorageErrors.Classify(Exception)"/> understands.</summary>
    public static SqliteSession Open(string file, SqliteOptions options, TimeProvider time)
    {
        CreatePrivate(file);
        SqliteSession session = SqliteSession.Open(file, options.BusyTimeout, SessionMode.Writer);
        try
        {
            Check(session, file, options.IntegrityCheckMaxBytes);
            string mode = session.Scalar("PRAGMA journal_mode=WAL") as string ?? "";
            if (mode != "wal")
            {
                throw new IOException($"the file system does not allow write-ahead logging (journal mode {mode})");
            }

            session.Execute("BEGIN IMMEDIATE");
            session.Execute("ROLLBACK");
            MigrationRunner.Apply(session, MigrationRunner.Embedded, time);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Makes the file with its final mode, because SQLite gives the journal files the mode of the database file.</summary>
    private static void CreatePrivate(string file)
    {
        if (File.Exists(file))
        {
            return;
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        using FileStream stream = new(file, options);
    }

    private static void Check(SqliteSession session, string file, long maxBytes)
    {
        string sql = new FileInfo(file).Length <= maxBytes ? "PRAGMA quick_check(1)" : "SELECT 'ok' WHERE (SELECT count(*) FROM sqlite_master) >= 0";
        string answer = session.Scalar(sql) as string ?? "no answer";
        if (answer != "ok")
        {
            throw new Microsoft.Data.Sqlite.SqliteException(answer, 11);
        }
    }
}
