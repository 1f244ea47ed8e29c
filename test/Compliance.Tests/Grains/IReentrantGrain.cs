using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.IReentrantGrain")]
public interface IReentrantGrain : IGrainWithStringKey
{
    Task HoldAsync(string entered, string release);

    Task SetAsync(string name);
}
