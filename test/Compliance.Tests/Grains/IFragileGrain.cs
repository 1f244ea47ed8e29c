using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.IFragileGrain")]
public interface IFragileGrain : IGrainWithStringKey
{
    Task PingAsync();
}
