using System.Net;
using System.Net.Sockets;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>TCP ports of this machine.</summary>
internal static class Ports
{
    /// <summary>Whether a connection is accepted.</summary>
    public static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
