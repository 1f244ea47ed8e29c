namespace Anchorage.NodeAgent.Nodes;

/// <summary>States of the agent's link.</summary>
internal enum LinkState
{
    /// <summary>Nothing is under way.</summary>
    Disconnected,

    /// <summary>The first connection is being dialled.</summary>
    Connecting,

    /// <summary>The socket is open; the server has not spoken.</summary>
    Connected,

    /// <summary>The hello is sent.</summary>
    Authenticating,

    /// <summary>The server accepted.</summary>
    Authenticated,

    /// <summary>Waiting for, or dialling, another connection.</summary>
    Reconnecting,

    /// <summary>The node must be anchored again; nothing is tried any more.</summary>
    Error,
}
