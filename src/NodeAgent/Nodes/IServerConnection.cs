using System.Net.WebSockets;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Reaches the server; the seam at which tests cut.</summary>
internal interface IServerConnection
{
    /// <summary>Where the control link is dialled.</summary>
    const string LinkPath = "agent/link";

    /// <summary>Where byte streams are dialled.</summary>
    const string StreamPath = "agent/stream";

    /// <summary>Dials a WebSocket.</summary>
    /// <param name="path">Path below the server's root.</param>
    /// <param name="headers">Request headers to add.</param>
    /// <param name="cancellationToken">Also the deadline.</param>
    /// <exception cref="ServerRefusedException">The server is not the pinned one.</exception>
    Task<WebSocket> DialAsync(string path, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken);
}
