using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>What a connection of the terminal host serves.</summary>
internal interface IConnectionOwner
{
    /// <summary>A frame came; its payload is valid during the call.</summary>
    /// <exception cref="InvalidDataException">The frame breaks the protocol; the connection closes.</exception>
    void OnFrame(IpcFrame frame);

    /// <summary>Everything written so far is with the kernel; there is room for more.</summary>
    void OnDrained();

    /// <summary>The connection is closed, by either side.</summary>
    void OnClosed();
}
