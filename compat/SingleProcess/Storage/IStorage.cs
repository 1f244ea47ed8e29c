namespace Orleans.Core;

/// <summary>A stored state without its type.</summary>
public interface IStorage
{
    /// <summary>The version of the state that was read or written last; null when there is none.</summary>
    string? Etag { get; }

    /// <summary>Whether the storage holds a state.</summary>
    bool RecordExists { get; }

    /// <summary>Deletes the state.</summary>
    Task ClearStateAsync();

    /// <summary>Writes the state; it is durable when the task has completed.</summary>
    Task WriteStateAsync();

    /// <summary>Reads the state, dropping changes that were not written.</summary>
    Task ReadStateAsync();

    /// <summary>Deletes the state.</summary>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <summary>Writes the state; it is durable when the task has completed.</summary>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <summary>Reads the state, dropping changes that were not written.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
