using System.Net;
using System.Net.Sockets;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Looks whether host ports are free by binding them. A hint that saves making a container: the engine's own bind is the truth.</summary>
internal static class PortProbe
{
    /// <summary>The first port that another program listens on, or null.</summary>
    public static int? FirstTaken(string address, IEnumerable<int> ports)
    {
        var host = IPAddress.Parse(address);
        foreach (var port in ports)
        {
            using var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(host, port));
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                return port;
            }
            catch (SocketException)
            {
                // Not ours to bind (a port below 1024, an address of another machine): the engine decides.
            }
        }

        return null;
    }
}
