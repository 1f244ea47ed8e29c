namespace Anchorage.Silo.Storage;

/// <summary>Why the database cannot be used.</summary>
public enum StorageProblem
{
    /// <summary>It can.</summary>
    None,

    /// <summary>Not opened yet, or closed for good.</summary>
    Closed,

    /// <summary>Another process holds a lock.</summary>
    Locked,

    /// <summary>The file or its folder cannot be written.</summary>
    ReadOnly,

    /// <summary>The file or its folder cannot be opened.</summary>
    CannotOpen,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>The file is damaged, or is no database.</summary>
    Corrupt,

    /// <summary>The file was written by a newer release, or a migration was changed.</summary>
    Schema,

    /// <summary>Reading or writing the disk failed.</summary>
    Io,
}
