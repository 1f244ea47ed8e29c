using System.Net;
using System.Net.Sockets;

namespace Anchorage.Testing;

/// <summary>Ports for programs that bind them a moment later, or anew after a restart.</summary>
internal static class TestPorts
{
    // Below the system's ephemeral ports, so that no connection of the machine takes one meanwhile, below those of instances, and none that browsers refuse (6697 is the last of these).
    private const int First = 7000;
    private const int Count = 3000;
    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port that nobody uses now and that nobody is given by chance.</summary>
    public static int Free()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"All ports from {First} to {First + Count - 1} are in use.");
    }

    private static bool IsFree(int port)
    {
        using TcpListener listener = new(IPAddress.Any, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
