using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Api.Streams;

/// <summary>Opens byte streams to nodes whose link this process holds.</summary>
internal interface IStreamBroker
{
    /// <summary>Opens the stream that a grain has granted: over a spare connection if there is one, else the agent dials. Takes at most 10 s.</summary>
    /// <returns>The open stream; the caller disposes it.</returns>
    /// <exception cref="Grains.Abstractions.Errors.AnchorageException"><c>ticket_invalid</c> (grant expired or used), <c>node_offline</c>, <c>agent_timeout</c>, or the
    /// code with which the agent refused (<c>port_closed</c>, <c>instance_stopped</c>, ...; its text under <c>problem</c>).</exception>
    Task<NodeStream> OpenAsync(StreamGrant grant, CancellationToken cancellationToken);
}
