using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Instances.Exec;

/// <summary>Carries the three standard streams of a command. Nothing is queued: a slow reader slows the program.</summary>
internal sealed class ExecPump(WebSocket socket, Stream input, Stream output, Stream errors, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;
    private const byte Errors = 2;
    private static readonly TimeSpan InterruptPatience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>Runs the command of a start message to its end.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="CliException">It was refused, or the connection broke.</exception>
    public async Task<int> RunAsync(ExecMessage start, CancellationToken cancel)
    {
        using var stop = new CancellationTokenSource();
        await using var interrupt = cancel.Register(() => _ = InterruptAsync(stop));
        Task? inward = null;
        try
        {
            await SayAsync(start, stop.Token);
            inward = SendInputAsync(stop.Token);
            return await ReceiveAsync(stop.Token);
        }
        catch (WebSocketException failure)
        {
            throw Broken(failure.Message, failure);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        finally
        {
            await stop.CancelAsync();
            socket.Abort();

            // A read of standard input cannot be interrupted; its end is of no interest any more.
            _ = inward?.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Ctrl-C is for the program there; if that does not end, the connection is cut, which ends it for sure.</summary>
    private async Task InterruptAsync(CancellationTokenSource stop)
    {
        try
        {
            await SayAsync(new ExecMessage("signal", Name: "INT"), stop.Token);
            await Task.Delay(InterruptPatience, time, stop.Token);
            await stop.CancelAsync();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended.
        }
    }

    private async Task SendInputAsync(CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await input.ReadAsync(buffer.AsMemory(0, BufferSize), cancel)) > 0)
            {
                await SendAsync(buffer.AsMemory(0, read), WebSocketMessageType.Binary, cancel);
            }

            await SayAsync(new ExecMessage("eof"), cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<int> ReceiveAsync(CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var target = output;
            var begins = true;
            while (true)
            {
                var frame = await socket.ReceiveAsync(buffer.AsMemory(0, BufferSize), cancel);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    throw Broken(string.IsNullOrEmpty(socket.CloseStatusDescription) ? "the server closed it" : socket.CloseStatusDescription, null);
                }

                if (frame.MessageType == WebSocketMessageType.Binary)
                {
                    // The first byte of a frame says which stream it is of; a long one comes in pieces.
                    var data = buffer.AsMemory(0, frame.Count);
                    if (begins && data.Length > 0)
                    {
                        target = data.Span[0] == Errors ? errors : output;
                        data = data[1..];
                    }

                    begins = frame.EndOfMessage;
                    await target.WriteAsync(data, cancel);
                    await target.FlushAsync(cancel);
                }
                else if (frame.EndOfMessage && Read(buffer.AsSpan(0, frame.Count)) is { } code)
                {
                    return code;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int? Read(ReadOnlySpan<byte> text)
    {
        var message = JsonSerializer.Deserialize(text, ApiJson.Default.ExecMessage);
        return message?.Type switch
        {
            "exit" => message.Code is { ValueKind: JsonValueKind.Number } code ? code.GetInt32() : -1,
            "error" => throw new CliException(message.Code?.GetString() ?? "exec_failed", message.Message ?? "The server ended the command.", null, ExitCodes.Config),
            _ => null,
        };
    }

    private static CliException Broken(string why, Exception? cause) =>
        new("connection_lost", $"The connection broke: {why}. The command was ended with it.", "Use a terminal for what must outlive the connection: anchorage attach NAME", ExitCodes.Network, cause);

    private Task SayAsync(ExecMessage message, CancellationToken cancel) =>
        SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, ApiJson.Default.ExecMessage), WebSocketMessageType.Text, cancel);

    private async Task SendAsync(ReadOnlyMemory<byte> data, WebSocketMessageType type, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            await socket.SendAsync(data, type, endOfMessage: true, cancel);
        }
        finally
        {
            _sending.Release();
        }
    }
}
