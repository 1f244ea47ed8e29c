using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Runs programs inside containers, by the Engine's exec.</summary>
internal sealed class ContainerPrograms(DockerClient client, IContainerShell containers, TimeProvider time) : IInstancePrograms
{
    private const int MostAtOnce = 32;
    private const int BufferSize = 32 * 1024;

    // The Engine takes text. An argument that is none travels in the escapes of printf and is put together inside.
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
            var container = await containers.FindAsync(instanceId, cancellationToken);
            var exec = await client.CreateExecAsync(container.ContainerId, Command(start.Arguments), start.Environment, null, cancellationToken);
            using var socket = await client.Endpoint.ConnectSocketAsync(cancellationToken);
            var first = await ExecConnection.StartAsync(socket, $"/exec/{exec}/start", tty: false, cancellationToken);
            return await RunAsync(new ExecProcess(client, exec, time), socket, first, start, cancellationToken);
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

    private static async Task<ProgramEnd> RunAsync(ExecProcess process, Socket socket, byte[] first, ProgramStart start, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(socket, start.Input, over.Token);
        try
        {
            using ProgramOutput output = new(start);
            ExecFrames frames = new(socket, first);
            var buffer = new byte[BufferSize];
            while (!output.Cut && await frames.ReadAsync(buffer, cancellationToken) is (var kind, var count) && count > 0)
            {
                output.Add(kind == 2, buffer.AsMemory(0, count));
            }

            return output.End(output.Cut ? 0 : await process.ExitCodeAsync(cancellationToken));
        }
        finally
        {
            await over.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await process.HangUpAsync();
        }
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        while (input.Length > 0)
        {
            input = input[await socket.SendAsync(input, cancellationToken)..];
        }

        socket.Shutdown(SocketShutdown.Send);
    }
}
