using System.Net.WebSockets;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Reaches the server; the seam at which tests cut.</summary>
internal interface IServerConnection
{
    /// <summary>Dials a WebSocket.</summary>
    /// <param name="path">Path below the server's root.</param>
    /// <param name="headers">Request headers to add.</param>
    /// <param name="cancellationToken">Also the deadline.</param>
    /// <exception cref="ServerRefusedException">The server is not the pinned one.</exception>
    Task<WebSocket> DialAsync(string path, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken);
}
