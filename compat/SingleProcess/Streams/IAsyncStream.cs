using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream without the type of its items.</summary>
public interface IAsyncStream
{
    /// <summary>Whether one can subscribe from a point in the past; false for memory streams.</summary>
    bool IsRewindable { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>The stream's name.</summary>
    StreamId StreamId { get; }
}
