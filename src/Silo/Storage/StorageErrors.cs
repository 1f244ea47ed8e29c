using Anchorage.Grains.Abstractions.Errors;
using Microsoft.Data.Sqlite;

namespace Anchorage.Silo.Storage;

/// <summary>Turns what SQLite and the file system say into what a person can act on.</summary>
internal static class StorageErrors
{
    private const int Perm = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoErr = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The problem, or null when the exception says nothing about the state of the database.</summary>
    public static StorageProblem? Classify(Exception exception) => exception switch
    {
        SchemaException => StorageProblem.Schema,
        SqliteException sqlite => Classify(sqlite.SqliteErrorCode),
        UnauthorizedAccessException => StorageProblem.CannotOpen,
        IOException => StorageProblem.Io,
        _ => null,
    };

    /// <summary>A sentence that names the file and the next step.</summary>
    public static string Describe(StorageProblem problem, string file, Exception? exception) => problem switch
    {
        StorageProblem.Closed => $"{file} is not open",
        StorageProblem.Locked => $"{file} is locked by another process; end that process",
        StorageProblem.ReadOnly => $"{file} is read-only; let the server's account write it and its folder",
        StorageProblem.CannotOpen => $"{file} cannot be opened; let the server's account read and write it and its folder",
        StorageProblem.DiskFull => $"the disk of {file} is full; free some space",
        StorageProblem.Corrupt => $"{file} is damaged ({Detail(exception)}); restore a backup into an empty data folder",
        StorageProblem.Schema => $"{file} does not fit this release ({Detail(exception)}); start the release that wrote it",
        StorageProblem.Io => $"{file} cannot be read or written ({Detail(exception)}); check the disk",
        _ => "",
    };

    /// <summary>What callers receive.</summary>
    public static AnchorageException Unavailable(StorageHealth health) => new(ErrorCodes.StorageUnavailable, ("problem", health.Message));

    private static string Detail(Exception? exception) => exception?.Message ?? "unknown";

    private static StorageProblem? Classify(int code) => code switch
    {
        Perm or CannotOpen => StorageProblem.CannotOpen,
        Busy or Locked => StorageProblem.Locked,
        ReadOnly => StorageProblem.ReadOnly,
        IoErr => StorageProblem.Io,
        Corrupt or NotADatabase => StorageProblem.Corrupt,
        Full => StorageProblem.DiskFull,
        _ => null,
    };
}
