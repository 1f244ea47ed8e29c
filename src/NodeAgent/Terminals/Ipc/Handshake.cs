using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>First frame of the agent on a connection to the host.</summary>
/// <param name="Version">Version of this protocol that the agent needs on this connection.</param>
/// <param name="Attach">The viewer that the connection serves; null otherwise.</param>
/// <param name="Read">The screen that is read; null otherwise. Without both it is the control connection.</param>
internal sealed record Handshake(int Version, AttachTerminal? Attach, ReadScreen? Read = null)
{
    /// <summary>The version of today. A host serves its own and the one before, so that it need not end when the agent is updated.</summary>
    internal const int CurrentVersion = 2;

    /// <summary>The oldest version that is served.</summary>
    internal const int OldestVersion = 1;

    /// <summary>The control connection.</summary>
    internal static Handshake Control { get; } = new(OldestVersion, null);

    /// <summary>A viewer.</summary>
    internal static Handshake Viewer(AttachTerminal attach) => new(OldestVersion, attach);

    /// <summary>A reader: version 2, so that a host that knows none refuses it.</summary>
    internal static Handshake Reader(ReadScreen read) => new(2, null, read);
}
