using System.Buffers;
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
internal sealed class CommandRun(ExecProcess process, Socket socket, byte[] first, IAgentStream stream)
{
    private const int BufferSize = 32 * 1024;

    private readonly ExecFrames _frames = new(socket, first);

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
                await SayAsync(new CommandMessage("exit", Code: await process.ExitCodeAsync(over.Token)), over.Token);
                return;
            }
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(outward, inward).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await process.HangUpAsync();
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
                    await process.SignalAsync(signal, cancellationToken);
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

    /// <summary>Each piece of the Engine's becomes a frame of ours whose first byte is the number of the stream.</summary>
    private async Task OutwardAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await _frames.ReadAsync(buffer.AsMemory(1, BufferSize - 1), cancellationToken) is (var kind, var count) && count > 0)
            {
                buffer[0] = kind;
                await stream.WriteAsync(buffer.AsMemory(0, count + 1), text: false, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
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
