using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Gives access to streams.</summary>
public interface IStreamProvider
{
    /// <summary>The provider's name.</summary>
    string Name { get; }

    /// <summary>Whether one can subscribe from a point in the past; false for memory streams.</summary>
    bool IsRewindable { get; }

    /// <summary>The stream with this name.</summary>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}
