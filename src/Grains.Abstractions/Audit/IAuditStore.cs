namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>
/// The audit: an intent before an action, an outcome after it. Every method throws <see cref="Errors.AnchorageException"/> with
/// <c>storage_unavailable</c> or <c>storage_busy</c>; recording must not stop an action, so a caller logs these and goes on.
/// </summary>
public interface IAuditStore
{
    /// <summary>Writes the intent; it is durable when this returns.</summary>
    /// <returns>Number of the row.</returns>
    Task<long> Begin(AuditIntent intent);

    /// <summary>Writes the outcome. A row that has one already keeps it, unless it is <c>interrupted</c>: what a restart cut off may be carried through later.</summary>
    Task Complete(long id, AuditOutcome outcome);

    /// <summary>Marks what an earlier process left pending. Call it once, before the first <see cref="Begin"/>.</summary>
    /// <returns>How many rows were marked.</returns>
    Task<int> InterruptUnfinished();

    /// <summary>Reads a page, newest first.</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>: a limit outside 1..200 or a cursor that is none.</exception>
    Task<AuditPage> Query(AuditQuery query);

    /// <summary>Deletes rows older than this moment, pending ones excepted.</summary>
    /// <returns>How many rows were deleted.</returns>
    Task<int> Purge(DateTimeOffset olderThan);
}
