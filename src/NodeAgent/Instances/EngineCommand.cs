using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Instances;

/// <summary>A command in a container, over the Engine's connection.</summary>
internal sealed class EngineCommand : IRunningCommand
{
    private const int BufferSize = 32 * 1024;
    private const int HeaderSize = 8;

    private readonly DockerClient _client;
    private readonly string _exec;
    private readonly Socket _socket;
    private ReadOnlyMemory<byte> _first;

    private EngineCommand(DockerClient client, string exec, Socket socket, byte[] first) => (_client, _exec, _socket, _first) = (client, exec, socket, first);

    /// <summary>Starts it.</summary>
    /// <exception cref="DockerException">The engine refuses.</exception>
    internal static async Task<EngineCommand> StartAsync(DockerClient client, string containerId, IReadOnlyList<string> command, string? directory, CancellationToken cancellationToken, params IReadOnlyList<string> variables)
    {
        string exec = await client.CreateExecAsync(containerId, command, variables, directory, cancellationToken);
        Socket socket = await client.Endpoint.ConnectSocketAsync(cancellationToken);
        try
        {
            return new EngineCommand(client, exec, socket, await ExecConnection.StartAsync(socket, $"/exec/{exec}/start", tty: false, cancellationToken));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes the Engine's frames apart.</summary>
    public async Task CopyOutputAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            byte[] header = new byte[HeaderSize];
            while (await ReceiveHeaderAsync(header, cancellationToken))
            {
                uint left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
                while (left > 0)
                {
                    int read = await ReceiveAsync(buffer.AsMemory(1, (int)Math.Min(left, BufferSize - 1)), cancellationToken);
                    if (read == 0)
                    {
                        return;
                    }

                    left -= (uint)read;
                    buffer[0] = header[0];
                    await write(buffer.AsMemory(0, read + 1), cancellationToken);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            while (data.Length > 0)
            {
                data = data[await _socket.SendAsync(data, cancellationToken)..];
            }
        }
        catch (SocketException)
        {
            // The command has closed its input.
        }
    }

    /// <inheritdoc/>
    public void CloseInput() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Signals the command's process group. Only where the engine is on this machine, which alone knows its processes.</summary>
    public async Task<bool> SignalAsync(int signal, CancellationToken cancellationToken)
    {
        var seen = await InspectAsync(cancellationToken);
        if (seen is { Running: true, Pid: > 1 } && _client.Endpoint.IsLocal && Libc.Kill(-seen.Pid, signal) != 0)
        {
            _ = Libc.Kill(seen.Pid, signal);
        }

        return seen is { Running: true };
    }

    /// <inheritdoc/>
    public async Task<int?> ExitCodeAsync(CancellationToken cancellationToken) => await InspectAsync(cancellationToken) switch
    {
        null => -1,
        { Running: true } => null,
        { ExitCode: var code } => code ?? -1,
    };

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>The command as the engine sees it; null when the container is gone, or the engine: then so is the command.</summary>
    private async Task<ExecInspect?> InspectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _client.InspectExecAsync(_exec, cancellationToken);
        }
        catch (DockerException)
        {
            return null;
        }
    }

    private async Task<bool> ReceiveHeaderAsync(Memory<byte> header, CancellationToken cancellationToken)
    {
        while (header.Length > 0)
        {
            int read = await ReceiveAsync(header, cancellationToken);
            if (read == 0)
            {
                return false;
            }

            header = header[read..];
        }

        return true;
    }

    private ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_first.IsEmpty)
        {
            return _socket.ReceiveAsync(buffer, cancellationToken);
        }

        int count = Math.Min(buffer.Length, _first.Length);
        _first[..count].CopyTo(buffer);
        _first = _first[count..];
        return ValueTask.FromResult(count);
    }
}
