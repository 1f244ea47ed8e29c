using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Wire;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>
/// Dials byte streams: some in advance, so that opening one costs no handshake, others when the server asks. A stream that serves outlives the control
/// link; spares do not.
/// </summary>
internal sealed partial class StreamHost(
    IServerConnection server, KeyRotation keys, IEnumerable<IStreamHandler> handlers, Func<Backoff> backoffs, TimeProvider time, ILogger logger)
{
    private const int MaxStreams = 1024;
    private static readonly TimeSpan DialDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, IStreamHandler> _handlers = handlers.ToDictionary(h => h.Kind);
    private int _serving;

    /// <summary>Streams that serve now.</summary>
    public int Serving => Volatile.Read(ref _serving);

    /// <summary>Keeps the spares of one link until its session ends; never throws.</summary>
    public Task KeepSparesAsync(LinkWelcome welcome, CancellationToken serving, CancellationToken session) =>
        Task.WhenAll(Enumerable.Range(0, Math.Clamp(welcome.SpareStreams, 0, 64)).Select(_ => KeepSpareAsync(welcome.SpareTicket, serving, session)));

    /// <summary>Begins to dial a stream that the server waits for.</summary>
    public void Dial(DialStream request, CancellationToken serving) => _ = DialAsync(request, serving);

    private async Task DialAsync(DialStream request, CancellationToken serving)
    {
        if (await TryDialAsync(request.Ticket, serving) is { } socket)
        {
            await ServeAsync(socket, static () => { }, serving, serving);
        }
    }

    private async Task KeepSpareAsync(string ticket, CancellationToken serving, CancellationToken session)
    {
        Backoff backoff = backoffs();
        while (!session.IsCancellationRequested)
        {
            WebSocket? socket = await TryDialAsync(ticket, session);
            bool used = false;
            if (socket is not null)
            {
                TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
                Task ended = ServeAsync(socket, () => taken.TrySetResult(), serving, session);
                used = await Task.WhenAny(taken.Task, ended) == taken.Task;
            }

            if (used)
            {
                backoff.Reset();
                continue;
            }

            try
            {
                await Task.Delay(backoff.Next(), time, session);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<WebSocket?> TryDialAsync(string ticket, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(DialDeadline, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await server.DialAsync(IServerConnection.StreamPath, keys.StreamHeaders(ticket), linked.Token);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or OperationCanceledException or IOException or ServerRefusedException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                LogDialFailed((e.InnerException ?? e).Message);
            }

            return null;
        }
    }

    /// <summary>Waits for the open on <paramref name="waiting"/>, then serves on <paramref name="serving"/>. Never throws.</summary>
    private async Task ServeAsync(WebSocket socket, Action taken, CancellationToken serving, CancellationToken waiting)
    {
        using (socket)
        {
            using FrameReader reader = new(socket, LinkLimits.MaxStreamControlBytes, LinkLimits.MaxStreamDataBytes);
            (int code, string reason) = (LinkCloseCodes.Normal, "");
            try
            {
                if (await reader.ReadAsync(waiting) is not { } first)
                {
                    return;
                }

                taken();
                StreamOpen open = first.IsText
                    ? ProtocolJson.Read<StreamOpen>(System.Text.Encoding.UTF8.GetString(first.Data.Span))
                    : throw new JsonException("The first frame of a stream is text.");
                await RunHandlerAsync(new AgentStream(open.StreamId, socket, reader), open, serving);
            }
            catch (LinkRequestException e)
            {
                (code, reason) = (LinkCloseCodes.Failed, e.Code);
            }
            catch (JsonException)
            {
                (code, reason) = (LinkCloseCodes.Malformed, LinkCloseReasons.Malformed);
            }
            catch (FrameTooLargeException)
            {
                (code, reason) = (LinkCloseCodes.TooBig, LinkCloseReasons.TooBig);
            }
            catch (Exception e) when (socket.State == WebSocketState.Aborted && !serving.IsCancellationRequested)
            {
                // The server's silence, a missed pong for example, or its sudden end: no fault of the handler.
                LogBroke(Innermost(e));
                return;
            }
            catch (Exception e) when (e is IOException or WebSocketException || waiting.IsCancellationRequested || serving.IsCancellationRequested)
            {
                socket.Abort();
                return;
            }
            catch (Exception e)
            {
                LogCrash(e);
                (code, reason) = (LinkCloseCodes.Failed, "agent_error");
            }

            await CloseAsync(socket, reader, code, reason);
        }
    }

    private async Task RunHandlerAsync(AgentStream stream, StreamOpen open, CancellationToken serving)
    {
        try
        {
            if (Interlocked.Increment(ref _serving) > MaxStreams)
            {
                throw new LinkRequestException("limit_reached", $"This node serves {MaxStreams} streams already.");
            }

            if (!_handlers.TryGetValue(open.Kind, out IStreamHandler? handler))
            {
                throw new LinkRequestException("unknown_request", $"This agent does not serve streams of kind {open.Kind}.");
            }

            await handler.ServeAsync(stream, open.Payload, serving);
        }
        catch (LinkRequestException e) when (!stream.Accepted)
        {
            await stream.AnswerAsync(new LinkError(e.Code, e.Message), serving);
        }
        catch (Exception e) when (!stream.Accepted && e is not (OperationCanceledException or IOException or WebSocketException))
        {
            LogCrash(e);
            await stream.AnswerAsync(new LinkError("agent_error", $"The agent failed to open a stream of kind {open.Kind}; its log says more."), serving);
        }
        finally
        {
            Interlocked.Decrement(ref _serving);
        }
    }

    private async Task CloseAsync(WebSocket socket, FrameReader reader, int code, string reason)
    {
        using CancellationTokenSource deadline = new(CloseDeadline, time);
        try
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, deadline.Token);
            while (await reader.ReadAsync(deadline.Token) is not null)
            {
                // The other side may still be sending; it stops when it sees the close.
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or InvalidOperationException or FrameTooLargeException)
        {
            socket.Abort();
        }
    }

    private static string Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception.Message;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection of a stream broke: {Reason}")]
    private partial void LogBroke(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A stream could not be dialled: {Reason}")]
    private partial void LogDialFailed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The handler of a stream crashed")]
    private partial void LogCrash(Exception exception);
}
