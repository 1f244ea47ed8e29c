using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Carries one TCP connection into an instance: binary frames are bytes, the text frame <c>{"type":"eof"}</c> is a half-close, in either direction.</summary>
/// <param name="containers">Finds a container's address.</param>
/// <param name="machine">This machine, whose programs are reached on its loopback.</param>
/// <param name="time">Clock of the deadline.</param>
internal sealed class TcpStreamHandler(IContainerShell containers, ThisMachine machine, TimeProvider time) : IStreamHandler
{
    private const int BufferSize = 64 * 1024;
    private const string Loopback = "127.0.0.1";
    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(5);
    private static readonly byte[] EndOfFile = """{"type":"eof"}"""u8.ToArray();

    /// <inheritdoc/>
    public string Kind => StreamKinds.Tcp;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        ConnectTcp request = ProtocolJson.Read<ConnectTcp>(payload);
        if (request.Port is < 1 or > 65535)
        {
            throw new LinkRequestException("invalid_request", $"{request.Port} is not a port; allowed are 1 to 65535.");
        }

        string? address = machine.Is(request.InstanceId) ? Loopback : (await containers.FindAsync(request.InstanceId, cancellationToken)).Address;
        using Socket socket = await ConnectAsync(address, request.Port, cancellationToken);
        await stream.AcceptAsync(cancellationToken);
        using CancellationTokenSource broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task inward = StopOnFailureAsync(InwardAsync(stream, socket, broken.Token), broken);
        Task outward = StopOnFailureAsync(OutwardAsync(stream, socket, broken.Token), broken);
        await Task.WhenAny(inward, outward);
        if (inward.IsCompletedSuccessfully)
        {
            // The client is gone for good (a half-close does not end this direction): what the container still says has no reader.
            await broken.CancelAsync();
        }

        await EndAsync(inward, outward, broken.Token);
    }

    private static async Task EndAsync(Task inward, Task outward, CancellationToken broken)
    {
        try
        {
            await Task.WhenAll(inward, outward);
        }
        catch (SocketException)
        {
            throw new LinkRequestException("connection_reset", "The program in the instance reset the connection.");
        }
        catch (OperationCanceledException) when (broken.IsCancellationRequested)
        {
            // The other direction said why.
        }
    }

    private async Task<Socket> ConnectAsync(string? text, int port, CancellationToken cancellationToken)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            throw new LinkRequestException("port_closed", "The container has no address on its network.");
        }

        using CancellationTokenSource deadline = new(ConnectDeadline, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), linked.Token);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new LinkRequestException("port_closed", $"Nothing answers on port {port} of the instance. Start the program that should listen there, on 0.0.0.0.");
        }
    }

    private static async Task InwardAsync(IAgentStream stream, Socket socket, CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(cancellationToken) is { } frame)
        {
            if (frame.IsText)
            {
                if (IsEndOfFile(frame.Data))
                {
                    socket.Shutdown(SocketShutdown.Send);
                }

                continue;
            }

            for (ReadOnlyMemory<byte> rest = frame.Data; rest.Length > 0;)
            {
                rest = rest[await socket.SendAsync(rest, cancellationToken)..];
            }
        }
    }

    private static async Task OutwardAsync(IAgentStream stream, Socket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await socket.ReceiveAsync(buffer.AsMemory(0, BufferSize), cancellationToken)) > 0)
            {
                await stream.WriteAsync(buffer.AsMemory(0, read), text: false, cancellationToken);
            }

            await stream.WriteAsync(EndOfFile, text: true, cancellationToken);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsEndOfFile(ReadOnlyMemory<byte> text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("type", out JsonElement type) && type.ValueEquals("eof"u8);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task StopOnFailureAsync(Task direction, CancellationTokenSource broken)
    {
        try
        {
            await direction;
        }
        catch
        {
            await broken.CancelAsync();
            throw;
        }
    }
}
