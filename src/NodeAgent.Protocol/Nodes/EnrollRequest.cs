namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Body of <c>POST /agent/enroll</c>: exchanges an onboarding key or an anchor token for a node identity.</summary>
/// <param name="Credential">The onboarding key (<c>anok_...</c>) or the anchor token (a JWT).</param>
/// <param name="PublicKey">SubjectPublicKeyInfo of the agent's new ECDSA P-256 key, base64.</param>
/// <param name="MachineId">Stable identity of the machine; the same machine enrolled again by the same owner keeps its node.</param>
/// <param name="Name">Suggested node name: the host name, 1 to 63 characters.</param>
/// <param name="Local">True for the node that runs beside the server.</param>
/// <param name="Hello">What the agent says about itself.</param>
public sealed record EnrollRequest(string Credential, string PublicKey, string MachineId, string Name, bool Local, AgentDescription Hello);
