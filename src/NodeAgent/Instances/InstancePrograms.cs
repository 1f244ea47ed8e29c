using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Runs programs in containers, and on this machine where it is an instance.</summary>
internal sealed class InstancePrograms(DockerClient client, IContainerShell containers, ThisMachine machine, TimeProvider time) : IInstancePrograms
{
    private const int MostAtOnce = 32;

    // Programs are started with text. An argument that is none travels in the escapes of printf and is put together inside.
    private const string Decoder = """
        n=$#
        while [ "$n" -gt 0 ]; do
          case $1 in %*) a=$(printf '%b.' "${1#%}"); a=${a%.} ;; *) a=${1#=} ;; esac
          shift; set -- "$@" "$a"; n=$((n-1))
        done
        exec "$@"
        """;

    private readonly SemaphoreSlim _free = new(MostAtOnce);

    /// <inheritdoc/>
    public async Task<ProgramEnd> RunAsync(string instanceId, ProgramStart start, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            using var command = await StartAsync(instanceId, start, cancellationToken);
            return await RunAsync(command, start, cancellationToken);
        }
        catch (DockerException e)
        {
            throw new LinkRequestException(DockerFailures.Code(e), e.Message);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new LinkRequestException(WorkErrors.ContainerFailed, e.Message);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>The arguments as text, wrapped where they are none.</summary>
    internal static IReadOnlyList<string> Command(IReadOnlyList<byte[]> arguments) => arguments.All(a => Utf8.IsValid(a))
        ? [.. arguments.Select(Encoding.UTF8.GetString)]
        : ["/bin/sh", "-c", Decoder, "sh", .. arguments.Select(Escape)];

    private static string Escape(byte[] argument) => Utf8.IsValid(argument)
        ? "=" + Encoding.UTF8.GetString(argument)
        : "%" + string.Concat(argument.Select(b => b is >= 0x20 and < 0x7F and not (byte)'\\' ? ((char)b).ToString() : "\\0" + Convert.ToString(b, 8).PadLeft(3, '0')));

    private async Task<IRunningCommand> StartAsync(string instanceId, ProgramStart start, CancellationToken cancellationToken)
    {
        if (machine.Is(instanceId))
        {
            return MachineCommand.Start(machine.Account(), Command(start.Arguments), null, start.Environment);
        }

        var container = await containers.FindAsync(instanceId, cancellationToken);
        return await EngineCommand.StartAsync(client, container.ContainerId, Command(start.Arguments), null, cancellationToken, start.Environment);
    }

    private async Task<ProgramEnd> RunAsync(IRunningCommand command, ProgramStart start, CancellationToken cancellationToken)
    {
        using ProgramOutput output = new(start);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(command, start.Input, over.Token);
        try
        {
            await command.CopyOutputAsync(
                (piece, _) =>
                {
                    output.Add(piece.Span[0] == 2, piece[1..]);
                    return output.Cut ? ValueTask.FromException(new OperationCanceledException("The program prints too much.")) : ValueTask.CompletedTask;
                },
                over.Token);
            return output.End(await CommandEnd.WaitAsync(command, time, cancellationToken));
        }
        catch (OperationCanceledException) when (output.Cut && !cancellationToken.IsCancellationRequested)
        {
            return output.End(0);
        }
        finally
        {
            await over.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await CommandEnd.HangUpAsync(command, time);
        }
    }

    private static async Task SendAsync(IRunningCommand command, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        await command.WriteAsync(input, cancellationToken);
        command.CloseInput();
    }
}
