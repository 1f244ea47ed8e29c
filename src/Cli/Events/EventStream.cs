using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Events;

/// <summary>GET /api/events as an endless sequence over as many connections as it takes.</summary>
/// <param name="note">Told when the connection is lost.</param>
/// <param name="lastNumber">The last event seen before; null to begin now.</param>
internal sealed class EventStream(ApiClient api, string path, Action<string> note, string? lastNumber)
{
    // Three heartbeats of 15 s: a connection that is silent for longer is dead.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private string? _last = lastNumber;

    /// <summary>Ends only by cancellation or an error that a new connection would meet again.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var pause = FirstPause;
        var connected = false;
        while (true)
        {
            HttpResponseMessage? response = null;
            try
            {
                response = await api.OpenAsync(Request, cancel);
            }
            catch (CliException failure) when (connected && failure.ExitCode is ExitCodes.Network or ExitCodes.Timeout && failure.Code is not ("ssl_pin_mismatch" or "ssl_untrusted"))
            {
                note(failure.Message);
            }

            if (response is not null)
            {
                connected = true;
                await foreach (var item in ReadOneAsync(response, cancel))
                {
                    pause = FirstPause;
                    yield return item;
                }
            }

            note("The event stream ended; connecting again.");
            await Task.Delay(pause, api.Time, cancel);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (_last is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", _last);
        }

        return request;
    }

    private async IAsyncEnumerable<JsonElement> ReadOneAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancel)
    {
        using (response)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var timer = api.Time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), silence, Silence, Timeout.InfiniteTimeSpan);
            var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(cancel), static (_, data) => Parse(data));
            await using var items = parser.EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
            while (await MoveNextAsync(items, cancel))
            {
                timer.Change(Silence, Timeout.InfiniteTimeSpan);
                _last = parser.LastEventId is { Length: > 0 } id ? id : _last;
                if (items.Current.Data is { } data)
                {
                    yield return data;
                }
            }
        }
    }

    // A broken or silent connection is the end of this one, not of the sequence.
    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<JsonElement?>> items, CancellationToken cancel)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(data);
        return JsonElement.ParseValue(ref reader);
    }
}
