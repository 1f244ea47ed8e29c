using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>The Api process that holds an agent's link, as its node grain sees it. A lease: see <see cref="INodeLinkGrain.RenewLease"/>.</summary>
[Alias("anchorage.IAgentLink")]
public interface IAgentLink : IGrainObserver
{
    /// <summary>Passes one request to the agent and returns its answer. Answers within 5 s: the agent only starts work or answers at once.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("Request")]
    Task<AgentAnswer> Request(AgentMessage message);

    /// <summary>Closes the link and all streams of the node.</summary>
    /// <param name="reason">For the log and the close frame.</param>
    [AlwaysInterleave, OneWay, Alias("Close")]
    Task Close(string reason);
}
