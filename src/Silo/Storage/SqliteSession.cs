using Microsoft.Data.Sqlite;

namespace Anchorage.Silo.Storage;

/// <summary>One connection with its prepared statements. Belongs to one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int MaxPrepared = 128;

    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => Connection = connection;

    /// <summary>The connection.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Opens a connection. Only the writer checkpoints: SQLite before 3.51.3 can lose pages when two connections do.</summary>
    public static SqliteSession Open(string file, TimeSpan busyTimeout, SessionMode mode)
    {
        SqliteNative.Ensure();
        SqliteConnectionStringBuilder text = new()
        {
            DataSource = file,
            Mode = mode == SessionMode.Writer ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(busyTimeout.TotalSeconds)),
        };
        SqliteConnection connection = new(text.ToString());
        try
        {
            connection.Open();

            // A read-only file opens well, even a transaction begins, and its first write fails. Asked before anything is read: journal files
            // that SQLite made now would be read-only too, and stay so when the file no longer is.
            if (mode == SessionMode.Writer && SQLitePCL.raw.sqlite3_db_readonly(connection.Handle, "main") != 0)
            {
                throw new SqliteException("the file is read-only", SQLitePCL.raw.SQLITE_READONLY);
            }

            SqliteSession session = new(connection);
            session.Execute($"PRAGMA busy_timeout={(int)busyTimeout.TotalMilliseconds}");
            session.Execute("PRAGMA mmap_size=0");
            session.Execute("PRAGMA synchronous=FULL");
            session.Execute("PRAGMA foreign_keys=ON");
            session.Execute($"PRAGMA wal_autocheckpoint={(mode == SessionMode.Writer ? 1000 : 0)}");
            if (mode == SessionMode.Reader)
            {
                session.Execute("PRAGMA query_only=ON");
            }

            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement; returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Runs a query; returns the first column of the first row, null when there is none.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Prepare(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>Runs a query; the rows are read before this returns.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using SqliteDataReader reader = Prepare(sql, values).ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        Forget();
        Connection.Dispose();
    }

    private void Forget()
    {
        foreach (SqliteCommand command in _prepared.Values)
        {
            command.Dispose();
        }

        _prepared.Clear();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_prepared.TryGetValue(sql, out SqliteCommand? command))
        {
            if (_prepared.Count >= MaxPrepared)
            {
                Forget();
            }

            command = Connection.CreateCommand();
            command.CommandText = sql;
            foreach ((string name, _) in values)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            _prepared[sql] = command;
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }

        return command;
    }
}
