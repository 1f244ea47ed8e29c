using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.ILifeGrain")]
public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>Differs from activation to activation.</summary>
    Task<Guid> IdAsync();

    Task EndAsync();

    Task EndWhenAsync(string entered, string release);

    Task StayAsync(TimeSpan span);
}
