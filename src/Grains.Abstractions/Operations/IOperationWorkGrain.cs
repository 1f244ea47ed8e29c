using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Operations;

/// <summary>What the agent gateway tells an operation (key <c>op:ID</c>).</summary>
[Alias("anchorage.IOperationWorkGrain")]
public interface IOperationWorkGrain : IGrainWithStringKey
{
    /// <summary>Progress (<c>WorkProgress</c> as JSON) from the node that does the work; ignored from any other node.</summary>
    [OneWay, Alias("Progress")]
    Task Progress(string nodeId, string progressJson);

    /// <summary>The end of the work (<c>WorkCompleted</c> as JSON). Returns after the outcome is stored; then the gateway answers the agent. Safe to repeat.</summary>
    [Alias("Completed")]
    Task Completed(string nodeId, string completedJson);
}
