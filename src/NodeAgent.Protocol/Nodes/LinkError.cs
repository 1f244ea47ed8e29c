namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Why a request was refused.</summary>
/// <param name="Code">A stable code of the error registry, for example <c>docker_unavailable</c>.</param>
/// <param name="Message">A sentence for people; holds no secret.</param>
public sealed record LinkError(string Code, string Message);
