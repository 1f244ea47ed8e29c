using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Instances;

/// <summary>One running command: the instance on one side, the stream to the server on the other.</summary>
internal sealed class CommandRun(IRunningCommand command, IAgentStream stream, TimeProvider time)
{
    /// <summary>Runs until the command has ended and its exit code was sent, or until the other side hung up.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var outward = command.CopyOutputAsync((data, token) => stream.WriteAsync(data, text: false, token), over.Token);
        var inward = InwardAsync(over.Token);
        try
        {
            if (await Task.WhenAny(outward, inward) == outward)
            {
                await outward;
                await stream.SayAsync(new CommandMessage("exit", Code: await CommandEnd.WaitAsync(command, time, over.Token)), over.Token);
                return;
            }
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(outward, inward).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await CommandEnd.HangUpAsync(command, time);
        }
    }

    private async Task InwardAsync(CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(cancellationToken) is { } frame)
        {
            if (!frame.IsText)
            {
                await command.WriteAsync(frame.Data, cancellationToken);
                continue;
            }

            switch (Read(frame.Data))
            {
                case { Type: "eof" }:
                    command.CloseInput();
                    break;
                case { Type: "signal", Name: { } name } when Signals.GetValueOrDefault(name) is var signal and > 0:
                    await command.SignalAsync(signal, cancellationToken);
                    break;
            }
        }
    }

    private static CommandMessage? Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            return ProtocolJson.Read<CommandMessage>(text.Span);
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
