using System.Collections.Immutable;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Anchorage.Api.Tests.Gateway;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>Reads somebody's events as a client does: server-sent events, or the hub's JSON protocol over its WebSocket.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private const char RecordEnd = '\u001e';
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action _close;
    private ImmutableArray<SeenEvent> _seen = [];

    private EventReader(Func<EventReader, CancellationToken, Task> read, Action close)
    {
        _close = close;
        Ended = Task.Run(() => GuardAsync(read));
    }

    public IReadOnlyList<SeenEvent> Seen => _seen;

    /// <summary>Completes when the server ends the connection.</summary>
    public Task Ended { get; }

    public static async Task<EventReader> SseAsync(Person person, string query = "", long? last = null)
    {
        HttpRequestMessage request = person.Request(HttpMethod.Get, "/api/events" + query);
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last.Value.ToString(CultureInfo.InvariantCulture));
        }

        HttpResponseMessage response = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if ((int)response.StatusCode != 200)
        {
            response.Dispose();
            throw new HttpRequestException(null, null, response.StatusCode);
        }

        StreamReader lines = new(await response.Content.ReadAsStreamAsync());
        (await lines.ReadLineAsync()).ShouldBe("event: connected");
        return new EventReader((reader, stop) => ReadLinesAsync(reader, lines, stop), response.Dispose);
    }

    public static async Task<EventReader> HubAsync(Person person, long last = 0, string query = "")
    {
        (ClientWebSocket? socket, int status) = await person.UpgradeAsync("/hubs/cloud" + query);
        if (socket is null)
        {
            throw new HttpRequestException(null, null, (System.Net.HttpStatusCode)status);
        }

        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await SendAsync(socket, $$"""{"type":1,"invocationId":"1","target":"Resume","arguments":[{{last}}]}""");
        EventReader events = new((reader, stop) => ReadFramesAsync(reader, socket, stop), socket.Dispose);
        await Task.WhenAny(events._resumed.Task, events.Ended).WaitAsync(Wait.Long);
        return events;
    }

    public async Task<SeenEvent> UntilAsync(Func<SeenEvent, bool> wanted)
    {
        await Wait.UntilAsync(() => Task.FromResult(Seen.Any(wanted)), $"an event; seen are {string.Join(' ', Seen.Select(e => e.Name))}");
        return Seen.First(wanted);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _close();
        await Ended;
        _stop.Dispose();
    }

    private static Task SendAsync(ClientWebSocket socket, string record) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(record + RecordEnd), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task ReadLinesAsync(EventReader reader, StreamReader lines, CancellationToken stop)
    {
        while (await lines.ReadLineAsync(stop) is { } line)
        {
            if (line.StartsWith("data: {\"number\"", StringComparison.Ordinal))
            {
                using JsonDocument document = JsonDocument.Parse(line["data: ".Length..]);
                reader.Add(document.RootElement);
            }
        }
    }

    private static async Task ReadFramesAsync(EventReader reader, ClientWebSocket socket, CancellationToken stop)
    {
        byte[] buffer = new byte[1 << 20];
        StringBuilder text = new();
        while (true)
        {
            ValueWebSocketReceiveResult frame = await socket.ReceiveAsync(buffer.AsMemory(), stop);
            if (frame.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, frame.Count));
            if (!frame.EndOfMessage)
            {
                continue;
            }

            foreach (string record in text.ToString().Split(RecordEnd, StringSplitOptions.RemoveEmptyEntries))
            {
                using JsonDocument document = JsonDocument.Parse(record);
                if (document.RootElement.TryGetProperty("invocationId", out _))
                {
                    reader._resumed.TrySetResult();
                }
                else if (document.RootElement.TryGetProperty("target", out JsonElement target) && target.GetString() == "event")
                {
                    reader.Add(document.RootElement.GetProperty("arguments")[0]);
                }
            }

            text.Clear();
        }
    }

    private void Add(JsonElement envelope) => _seen = _seen.Add(new SeenEvent(
        envelope.GetProperty("number").GetInt64(), envelope.GetProperty("name").GetString()!, envelope.GetProperty("payload").Clone()));

    private async Task GuardAsync(Func<EventReader, CancellationToken, Task> read)
    {
        try
        {
            await read(this, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or WebSocketException or HttpRequestException or ObjectDisposedException)
        {
            // Either side closed.
        }
    }
}
