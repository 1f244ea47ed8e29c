using System.Net;
using System.Net.Sockets;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>Where the Docker Engine listens: <c>unix:///path</c>, <c>tcp://host:port</c> or <c>http://host:port</c>.</summary>
internal sealed record DockerEndpoint(string? SocketPath, string? Host, int Port)
{
    /// <summary>The engine's usual place on Linux.</summary>
    public const string Default = "unix:///var/run/docker.sock";

    /// <summary>True when the engine runs on this machine, so that its ports and bridges are ours to look at.</summary>
    public bool IsLocal => SocketPath is not null || Host is "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads an endpoint as the environment variable DOCKER_HOST spells it.</summary>
    /// <exception cref="FormatException">The text is none of the allowed forms.</exception>
    public static DockerEndpoint Parse(string text)
    {
        if (text.StartsWith("unix://", StringComparison.Ordinal) && text.Length > 8 && text[7] == '/')
        {
            return new DockerEndpoint(text[7..], null, 0);
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "tcp" or "http" && uri!.Host.Length > 0 && uri.Port > 0)
        {
            return new DockerEndpoint(null, uri.Host, uri.Port);
        }

        throw new FormatException($"Docker endpoint '{text}': allowed are unix:///path/to/docker.sock, tcp://host:port and http://host:port.");
    }

    /// <summary>Opens a connection.</summary>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken) => new NetworkStream(await ConnectSocketAsync(cancellationToken), ownsSocket: true);

    /// <summary>Opens a connection for those who need its descriptor.</summary>
    public async ValueTask<Socket> ConnectSocketAsync(CancellationToken cancellationToken)
    {
        var socket = SocketPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (SocketPath is null)
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                await socket.ConnectAsync(Host!, Port, cancellationToken);
            }
            else
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => SocketPath is null ? $"tcp://{Host}:{Port}" : $"unix://{SocketPath}";
}
