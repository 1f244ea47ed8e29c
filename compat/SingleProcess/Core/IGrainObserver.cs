using Orleans.Runtime;

namespace Orleans;

/// <summary>Marks an interface that grains call back on an object outside any grain.</summary>
public interface IGrainObserver : IAddressable
{
}
