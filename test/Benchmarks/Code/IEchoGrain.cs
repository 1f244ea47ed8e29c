using Orleans;

namespace Anchorage.Benchmarks.Code;

/// <summary>A grain that does nothing: what remains is the call.</summary>
[Alias("benchmarks.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    /// <summary>Gives the number back.</summary>
    [Alias("Echo")]
    ValueTask<int> Echo(int number);
}
