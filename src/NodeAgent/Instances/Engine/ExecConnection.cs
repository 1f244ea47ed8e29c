using System.Net.Sockets;
using System.Text;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>Starts an exec of the Engine on a connection of its own, which after the answer's header carries the program's streams.</summary>
internal static class ExecConnection
{
    private const int LongestHeader = 16 * 1024;

    /// <summary>Asks for the start. The connection is written and read by hand up to the empty line, because what follows is no HTTP.</summary>
    /// <param name="socket">A fresh connection to the Engine.</param>
    /// <param name="path">Path of the request, such as <c>/exec/ID/start</c>.</param>
    /// <param name="tty">True: the raw bytes of a terminal follow; false: frames of 8 bytes header (kind, three zeros, length) and payload.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Bytes that came after the header already.</returns>
    /// <exception cref="IOException">The Engine refused or hung up; the message says what it said.</exception>
    public static async Task<byte[]> StartAsync(Socket socket, string path, bool tty, CancellationToken cancellationToken)
    {
        var body = tty ? """{"Detach":false,"Tty":true}""" : """{"Detach":false,"Tty":false}""";
        var request = $"POST {path} HTTP/1.1\r\nHost: engine\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
            + $"Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n{body}";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        var buffer = new byte[LongestHeader];
        var count = 0;
        int end;
        while ((end = buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = count < buffer.Length ? await socket.ReceiveAsync(buffer.AsMemory(count), cancellationToken) : 0;
            if (read == 0)
            {
                throw new IOException("The container engine ended the connection instead of starting the program.");
            }

            count += read;
        }

        var status = Encoding.ASCII.GetString(buffer, 0, buffer.AsSpan(0, end).IndexOf((byte)'\r') is var line and >= 0 ? line : end);
        return status.StartsWith("HTTP/1.1 101", StringComparison.Ordinal)
            ? buffer[(end + 4)..count]
            : throw new IOException($"The container engine did not start the program: {status}");
    }
}
