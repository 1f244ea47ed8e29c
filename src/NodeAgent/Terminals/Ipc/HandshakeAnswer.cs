using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>First frame of the host on a connection.</summary>
/// <param name="Version">Version that the host speaks on this connection.</param>
/// <param name="ProcessId">Pid of the host.</param>
/// <param name="Error">Why the connection is refused; it closes then.</param>
internal sealed record HandshakeAnswer(int Version, int ProcessId, LinkError? Error);
