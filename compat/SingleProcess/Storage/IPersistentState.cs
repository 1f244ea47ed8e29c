using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A stored state of one grain, read before the grain is activated.</summary>
public interface IPersistentState<TState> : IStorage<TState>
{
}
