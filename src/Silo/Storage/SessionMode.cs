namespace Anchorage.Silo.Storage;

/// <summary>What a connection is for.</summary>
internal enum SessionMode
{
    /// <summary>The one connection that writes and checkpoints.</summary>
    Writer,

    /// <summary>Reads only.</summary>
    Reader,

    /// <summary>Copies the database to another file; never checkpoints.</summary>
    Copier,
}
