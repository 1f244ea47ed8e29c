namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Whether and which Docker Engine answers on a node.</summary>
/// <param name="Available">True when the engine answered.</param>
/// <param name="Version">Version of the engine, or null.</param>
/// <param name="ApiVersion">Negotiated API version, or null.</param>
/// <param name="ProblemCode">Why it is not available: <c>docker_not_installed</c>, <c>docker_unreachable</c>, <c>docker_permission_denied</c>, <c>docker_too_old</c>; or null. Available with <c>isolation_unavailable</c>: a warning, containers are not kept from the node's ports.</param>
/// <param name="Problem">The same for people: what is wrong.</param>
/// <param name="Fix">What the machine's administrator should do; null where the code's general advice is all there is (and from agents that do not say it).</param>
public sealed record DockerState(bool Available, string? Version, string? ApiVersion, string? ProblemCode, string? Problem, string? Fix = null)
{
    /// <summary>No statement yet.</summary>
    public static readonly DockerState Unknown = new(false, null, null, null, null);
}
