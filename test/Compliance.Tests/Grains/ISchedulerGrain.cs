using System.Collections.Immutable;
using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.ISchedulerGrain")]
public interface ISchedulerGrain : IGrainWithStringKey
{
    /// <summary>For several kinds of await, whether the code after it runs on the activation's scheduler.</summary>
    Task<ImmutableArray<string>> WhereAsync();

    /// <summary>How often two continuations of this grain ran at the same time.</summary>
    Task<int> OverlapAsync();
}
