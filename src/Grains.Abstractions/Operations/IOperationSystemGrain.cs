using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Operations;

/// <summary>What the scheduler asks of an operation (key <c>op:ID</c>).</summary>
[Alias("anchorage.IOperationSystemGrain")]
public interface IOperationSystemGrain : IGrainWithStringKey
{
    /// <summary>Takes unfinished work up again after a restart, repeats an unanswered dispatch, and ends what is past its deadline. Safe to repeat.</summary>
    [Alias("Resume")]
    Task Resume();

    /// <summary>Makes a missing container of an instance again, from its volume.</summary>
    [OneWay, Alias("Recover")]
    Task Recover(string instanceId);
}
