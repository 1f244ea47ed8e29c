using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>First frame of the agent on a connection to the host.</summary>
/// <param name="Version">Version of this protocol that the agent speaks.</param>
/// <param name="Attach">The viewer that the connection serves; null on the control connection.</param>
internal sealed record Handshake(int Version, AttachTerminal? Attach)
{
    /// <summary>The version of today. A host serves its own and the one before, so that it need not end when the agent is updated.</summary>
    internal const int CurrentVersion = 1;

    /// <summary>The oldest version that is served.</summary>
    internal const int OldestVersion = 1;
}
