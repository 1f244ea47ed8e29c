using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.IFaultyGrain")]
public interface IFaultyGrain : IGrainWithStringKey
{
    Task WriteAsync();
}
