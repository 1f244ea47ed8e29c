using Orleans.Runtime;

namespace Orleans;

/// <summary>Marks a grain interface. Use <see cref="IGrainWithStringKey"/>: every key of this product is text.</summary>
public interface IGrain : IAddressable
{
}
