namespace Anchorage.NodeAgent.Nodes;

/// <summary>Why the link client returned.</summary>
internal enum LinkEnd
{
    /// <summary>The agent stops.</summary>
    Stopped,

    /// <summary>The server does not know this identity any more: the node must be anchored again.</summary>
    ReanchorNeeded,
}
