namespace Anchorage.Grains.Abstractions.Storage;

/// <summary>
/// A small searchable projection behind lists. Write the index first, then the entity: a list skips what is missing, an entity that no
/// list names would be lost. Every method throws <see cref="Errors.AnchorageException"/> with <c>storage_unavailable</c> or
/// <c>storage_busy</c>.
/// </summary>
public interface IDocumentIndex
{
    /// <summary>Largest page.</summary>
    const int MaxLimit = 200;

    /// <summary>Adds or replaces an entry; durable when this returns.</summary>
    Task Upsert(IndexedDocument document);

    /// <summary>Removes an entry, if it is there.</summary>
    Task Remove(string kind, string id);

    /// <summary>Reads a page of one kind, ordered by sort key, then id. An entry that stays while others come and go is seen exactly
    /// once in a walk over all pages.</summary>
    /// <param name="kind">Kind of the objects.</param>
    /// <param name="ownerId">Only of this owner.</param>
    /// <param name="text">Only with this part in the name, in any case.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="limit">1 to <see cref="MaxLimit"/>.</param>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>: a limit outside 1..200 or a cursor that is none.</exception>
    Task<Page<IndexedDocument>> Query(string kind, string? ownerId = null, string? text = null, string? cursor = null, int limit = 50);
}
