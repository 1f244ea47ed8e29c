using System.ComponentModel.DataAnnotations;

namespace Anchorage.Silo.Storage;

/// <summary>Settings of the database, section <c>Anchorage:Storage</c>.</summary>
public sealed class SqliteOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Anchorage:Storage";

    /// <summary>Writes that may wait for the writer; further callers wait without a thread. Default 4096.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 4096;

    /// <summary>Largest number of writes that share one commit. Default 512.</summary>
    [Range(1, 100_000)]
    public int MaxBatch { get; set; } = 512;

    /// <summary>How long a caller waits for a place in the queue before <c>storage_busy</c>. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long SQLite waits for a lock that another process holds. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections that read at the same time. Default 4.</summary>
    [Range(1, 64)]
    public int Readers { get; set; } = 4;

    /// <summary>Pause before the database is opened again after a failure; doubles up to <see cref="MaxRetryDelay"/>. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two attempts to open. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Up to this size every page of the file is checked when it is opened; a larger file has only its schema read, so that a
    /// start stays short. Default 256 MiB.</summary>
    [Range(0, long.MaxValue)]
    public long IntegrityCheckMaxBytes { get; set; } = 256L << 20;
}
