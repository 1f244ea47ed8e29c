namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Answer of <c>POST /agent/enroll</c>.</summary>
/// <param name="NodeId">Id of the node; names the public key at every connect.</param>
/// <param name="Name">Name under which the node is listed.</param>
/// <param name="OwnerName">User name of the owner.</param>
public sealed record EnrollResponse(string NodeId, string Name, string OwnerName);
