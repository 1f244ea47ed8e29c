namespace Orleans;

/// <summary>What a storage reads and writes.</summary>
public interface IGrainState<T>
{
    /// <summary>The state.</summary>
    T? State { get; set; }

    /// <summary>The version the storage gave it.</summary>
    string? ETag { get; set; }

    /// <summary>Whether the storage holds it.</summary>
    bool RecordExists { get; set; }
}
