using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Tunnels;

/// <summary>
/// Carries one TCP connection over a tunnel socket. Either side may end its direction alone; the tunnel closes when both have.
/// One frame is in flight per direction and nothing is queued, so a slow reader slows the writer at the far end.
/// </summary>
internal sealed class TunnelPump(WebSocket socket, Stream input, Stream output, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;
    private static readonly byte[] EndOfInput = "{\"type\":\"eof\"}"u8.ToArray();
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);
    private int _endedDirections;

    /// <summary>Called when the far end sends no more, to pass the half-close on.</summary>
    public required Func<Task> EndOutput { get; init; }

    /// <summary>True where the end of the output cannot be passed on alone: then it ends the tunnel.</summary>
    public bool OutputEndsTunnel { get; init; }

    /// <summary>Runs until the tunnel is closed.</summary>
    /// <exception cref="CliException">The server broke it off, with its reason.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var up = SendAsync(stop.Token);
        var down = ReceiveAsync(cancel);
        try
        {
            // Only a failure ends the upward direction before the downward one has ended too.
            if (await Task.WhenAny(up, down) == up)
            {
                await up;
            }

            await down;
        }
        catch (WebSocketException failure)
        {
            throw new CliException("tunnel_closed", $"The tunnel broke: {failure.Message}", "Check the network; connect again.", ExitCodes.Network, failure);
        }
        finally
        {
            await stop.CancelAsync();
            socket.Abort();

            // A read of standard input cannot be interrupted; its end is of no interest any more.
            _ = up.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await input.ReadAsync(buffer.AsMemory(0, BufferSize), cancel)) > 0)
            {
                await socket.SendAsync(buffer.AsMemory(0, read), WebSocketMessageType.Binary, endOfMessage: true, cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await socket.SendAsync(EndOfInput, WebSocketMessageType.Text, endOfMessage: true, cancel);
        await EndDirectionAsync(cancel);
    }

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            while (true)
            {
                var frame = await socket.ReceiveAsync(buffer.AsMemory(0, BufferSize), closing.Token);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    ThrowUnlessNormal();
                    return;
                }

                if (frame.MessageType == WebSocketMessageType.Binary)
                {
                    await output.WriteAsync(buffer.AsMemory(0, frame.Count), cancel);
                    continue;
                }

                if (!frame.EndOfMessage)
                {
                    throw new CliException("unexpected_answer", "The server sent a control message that is too long.", null, ExitCodes.Internal);
                }

                if (ReadMessage(buffer.AsSpan(0, frame.Count)))
                {
                    await EndOutput();
                    if (OutputEndsTunnel)
                    {
                        return;
                    }

                    await EndDirectionAsync(cancel);
                    if (Volatile.Read(ref _endedDirections) == 2)
                    {
                        await using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), closing, CloseLimit, Timeout.InfiniteTimeSpan);
                        await AwaitCloseAsync(buffer, closing.Token);
                        return;
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task AwaitCloseAsync(byte[] buffer, CancellationToken limit)
    {
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(0, BufferSize), limit)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            // Every byte of both directions has been handed over; how the socket itself ends does not matter.
        }
    }

    // Whoever ends last says goodbye; by then nobody else sends on the socket.
    private async Task EndDirectionAsync(CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _endedDirections) == 2)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
        }
    }

    // True for the half-close; messages of a newer server that are not known are passed over.
    private static bool ReadMessage(ReadOnlySpan<byte> text)
    {
        var message = JsonSerializer.Deserialize(text, ApiJson.Default.TunnelMessage);
        return message?.Type switch
        {
            "eof" => true,
            "error" => throw new CliException(message.Code ?? "tunnel_closed", message.Message ?? "The server ended the tunnel.", null, ExitCodes.Network),
            _ => false,
        };
    }

    private void ThrowUnlessNormal()
    {
        if (socket.CloseStatus is not (WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.Empty))
        {
            var reason = string.IsNullOrEmpty(socket.CloseStatusDescription) ? $"status {(int?)socket.CloseStatus}" : socket.CloseStatusDescription;
            throw new CliException("tunnel_closed", $"The server ended the tunnel: {reason}.", "Is the instance running and its node online? anchorage instances show NAME", ExitCodes.Network);
        }
    }
}
