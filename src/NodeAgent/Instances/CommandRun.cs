using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Instances;

/// <summary>One running command: the Engine's connection on one side, the stream to the server on the other.</summary>
internal sealed class CommandRun(DockerClient client, string exec, Socket socket, byte[] first, IAgentStream stream, TimeProvider time)
{
    private const int BufferSize = 32 * 1024;
    private const int HeaderSize = 8;
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HangUpPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private ReadOnlyMemory<byte> _first = first;

    /// <summary>Runs until the command has ended and its exit code was sent, or until the other side hung up.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var outward = OutwardAsync(over.Token);
        var inward = InwardAsync(over.Token);
        try
        {
            if (await Task.WhenAny(outward, inward) == outward)
            {
                await outward;
                await SayAsync(new CommandMessage("exit", Code: await ExitCodeAsync(over.Token)), over.Token);
                return;
            }
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(outward, inward).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await HangUpAsync();
        }
    }

    private async Task InwardAsync(CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(cancellationToken) is { } frame)
        {
            if (!frame.IsText)
            {
                await SendAsync(frame.Data, cancellationToken);
                continue;
            }

            switch (Read(frame.Data))
            {
                case { Type: "eof" }:
                    socket.Shutdown(SocketShutdown.Send);
                    break;
                case { Type: "signal", Name: { } name } when Signals.GetValueOrDefault(name) is var signal and > 0:
                    await SignalAsync(signal, cancellationToken);
                    break;
            }
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            while (data.Length > 0)
            {
                data = data[await socket.SendAsync(data, cancellationToken)..];
            }
        }
        catch (SocketException)
        {
            // The program has closed its input, as head does: it goes on all the same.
        }
    }

    /// <summary>Takes the Engine's frames apart: each piece becomes a frame of ours whose first byte is the number of the stream.</summary>
    private async Task OutwardAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var header = new byte[HeaderSize];
            while (await ReceiveHeaderAsync(header, cancellationToken))
            {
                var left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
                while (left > 0)
                {
                    var read = await ReceiveAsync(buffer.AsMemory(1, (int)Math.Min(left, BufferSize - 1)), cancellationToken);
                    if (read == 0)
                    {
                        return;
                    }

                    left -= (uint)read;
                    buffer[0] = header[0];
                    await stream.WriteAsync(buffer.AsMemory(0, read + 1), text: false, cancellationToken);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<bool> ReceiveHeaderAsync(Memory<byte> header, CancellationToken cancellationToken)
    {
        while (header.Length > 0)
        {
            var read = await ReceiveAsync(header, cancellationToken);
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
            return socket.ReceiveAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _first.Length);
        _first[..count].CopyTo(buffer);
        _first = _first[count..];
        return ValueTask.FromResult(count);
    }

    /// <summary>The Engine learns of the end a moment after the streams have closed.</summary>
    private async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var seen = await client.InspectExecAsync(exec, cancellationToken);
            if (!seen.Running || time.GetElapsedTime(begin) > EndPatience)
            {
                return seen.ExitCode ?? -1;
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private async Task HangUpAsync()
    {
        using var deadline = new CancellationTokenSource(EndPatience, time);
        try
        {
            if (!await SignalAsync(LinuxConstants.SignalHangup, deadline.Token))
            {
                return;
            }

            var begin = time.GetTimestamp();
            while (time.GetElapsedTime(begin) < HangUpPatience && (await client.InspectExecAsync(exec, deadline.Token)).Running)
            {
                await Task.Delay(Look, time, deadline.Token);
            }

            await SignalAsync(LinuxConstants.SignalKill, deadline.Token);
        }
        catch (Exception e) when (e is DockerException or OperationCanceledException)
        {
            // The container is gone, or the engine: then so is the command.
        }
    }

    /// <summary>Signals the command's process group. Only where the engine is on this machine, which alone knows its processes.</summary>
    /// <returns>True when it still ran.</returns>
    private async Task<bool> SignalAsync(int signal, CancellationToken cancellationToken)
    {
        var seen = await client.InspectExecAsync(exec, cancellationToken);
        if (seen is { Running: true, Pid: > 1 } && client.Endpoint.IsLocal)
        {
            if (Libc.Kill(-seen.Pid, signal) != 0)
            {
                _ = Libc.Kill(seen.Pid, signal);
            }
        }

        return seen.Running;
    }

    private ValueTask SayAsync(CommandMessage message, CancellationToken cancellationToken) => stream.WriteAsync(Encoding.UTF8.GetBytes(ProtocolJson.Write(message)), text: true, cancellationToken);

    private static CommandMessage? Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            return ProtocolJson.Read<CommandMessage>(Encoding.UTF8.GetString(text.Span));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly Dictionary<string, int> Signals = new(StringComparer.Ordinal)
    {
        ["HUP"] = LinuxConstants.SignalHangup,
        ["INT"] = LinuxConstants.SignalInterrupt,
        ["QUIT"] = LinuxConstants.SignalQuit,
        ["TERM"] = LinuxConstants.SignalTerminate,
    };
}
