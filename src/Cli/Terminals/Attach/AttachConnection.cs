using System.Net.WebSockets;
using System.Threading.Channels;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>Opens connections to a terminal and reads them. Everything that comes goes into the session's queue, which is bounded: a slow local terminal slows the reading.</summary>
internal sealed class AttachConnection(ApiClient api, TerminalInfo terminal, ChannelWriter<AttachEvent> events)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Tries once.</summary>
    /// <param name="role"><c>type</c> or <c>watch</c>.</param>
    /// <param name="resume">First byte that is missing; null for a snapshot.</param>
    /// <param name="cancel">Ends the try and the reading.</param>
    public async Task TryAsync(string role, long? resume, CancellationToken cancel)
    {
        ClientWebSocket? socket = null;
        CliException? failure = null;
        try
        {
            var ticket = (await api.PostAsync(TerminalLookup.Path(terminal.Id) + "/ticket", new TicketRequest(role), ApiJson.Default.TicketRequest, ApiJson.Default.TicketAnswer, cancel)).Value;
            socket = await api.ConnectAsync(resume is { } from ? FormattableString.Invariant($"{ticket.Url}&resume={from}") : ticket.Url, cancel);
        }
        catch (CliException e)
        {
            failure = e;
        }

        await events.WriteAsync(new AttachEvent.Tried(socket, failure), cancel);
        if (socket is not null)
        {
            await ReadAsync(socket, cancel);
        }
    }

    /// <summary>True for what a socket throws whose connection is gone. One that is cut while it is used says that it was cancelled, although nobody did.</summary>
    public static bool IsBroken(Exception failure, CancellationToken cancel) =>
        failure is WebSocketException or ObjectDisposedException || (failure is OperationCanceledException && !cancel.IsCancellationRequested);

    private async Task ReadAsync(ClientWebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        var text = new List<byte>();
        try
        {
            while (true)
            {
                var piece = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                if (piece.MessageType == WebSocketMessageType.Binary)
                {
                    await events.WriteAsync(new AttachEvent.Frame(socket, buffer[..piece.Count], IsText: false), cancel);
                    continue;
                }

                text.AddRange(buffer.AsSpan(0, piece.Count));
                if (piece.EndOfMessage)
                {
                    await events.WriteAsync(new AttachEvent.Frame(socket, [.. text], IsText: true), cancel);
                    text.Clear();
                }
            }
        }
        catch (Exception failure) when (IsBroken(failure, cancel))
        {
            // It broke: told below.
        }

        await events.WriteAsync(new AttachEvent.Closed(socket, (int?)socket.CloseStatus, socket.CloseStatusDescription), cancel);
    }
}
