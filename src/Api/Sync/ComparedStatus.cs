namespace Anchorage.Api.Sync;

/// <summary>What a comparison says of a path (inventory D11).</summary>
internal enum ComparedStatus
{
    /// <summary>The destination does not have it.</summary>
    OnlyInSource,

    /// <summary>The source does not have it.</summary>
    OnlyInDestination,

    /// <summary>Same size and digest; times do not matter.</summary>
    Identical,

    /// <summary>Other content, changed later in the source.</summary>
    NewerInSource,

    /// <summary>Other content, changed later in the destination.</summary>
    NewerInDestination,

    /// <summary>A person must choose.</summary>
    Conflict,
}
