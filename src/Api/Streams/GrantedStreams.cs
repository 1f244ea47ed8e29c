using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Streams;

/// <summary>Streams that an instance granted: they are opened here, and what goes wrong with them names the instance and its node.</summary>
internal static class GrantedStreams
{
    /// <summary>Opens what was granted.</summary>
    /// <param name="broker">Knows the nodes.</param>
    /// <param name="grant">The grant; good once.</param>
    /// <param name="kind">What the work is on, for messages: "file", "repository".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AnchorageException">See <see cref="IStreamBroker.OpenAsync"/>.</exception>
    public static async Task<NodeStream> OpenAsync(this IStreamBroker broker, InstanceGrant grant, string kind, CancellationToken cancellationToken)
    {
        try
        {
            return await broker.OpenAsync(grant.Stream, cancellationToken);
        }
        catch (AnchorageException e)
        {
            throw Named(grant, e.Code, e.Args, kind);
        }
    }

    /// <summary>What the agent said when the work had begun.</summary>
    public static AnchorageException Failed(this InstanceGrant grant, LinkError? error, string kind) => error is not null && ErrorRegistry.Find(error.Code) is not null
        ? Named(grant, error.Code, ImmutableDictionary<string, string>.Empty.Add("problem", error.Message).Add("node", grant.Instance.NodeId), kind)
        : new AnchorageException(ErrorCodes.AgentError, ("node", grant.Instance.NodeId), ("problem", error?.Message ?? "it gave no answer"));

    /// <summary>Nothing came any more: the right was lost, or the node.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="lost">Code of the right's end; null when only the node is gone.</param>
    public static AnchorageException Silent(this InstanceGrant grant, string? lost = null) =>
        new(lost ?? ErrorCodes.AgentTimeout, ("node", grant.Instance.NodeId), ("instance", grant.Instance.Name));

    /// <summary>What came is no answer. Nodes may belong to users, so what they say is looked at.</summary>
    public static AnchorageException NoAnswer(this InstanceGrant grant) => new(ErrorCodes.AgentError, ("node", grant.Instance.NodeId), ("problem", "its answer is none"));

    private static AnchorageException Named(InstanceGrant grant, string code, ImmutableDictionary<string, string> args, string kind) =>
        new(code, args.SetItem("instance", grant.Instance.Name).SetItem("kind", kind));
}
