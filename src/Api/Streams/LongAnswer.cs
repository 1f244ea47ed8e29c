using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Api.Streams;

/// <summary>Reads a stream that carries one JSON object in binary frames, and says in text meanwhile that it goes on.</summary>
internal static class LongAnswer
{
    private const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>Opens the stream and reads the object.</summary>
    /// <typeparam name="T">The object.</typeparam>
    /// <param name="open">Opens it.</param>
    /// <param name="idle">Time without a sign after which the agent is given up.</param>
    /// <param name="failed">What an error becomes that comes when the work had begun.</param>
    /// <param name="silent">What silence, a broken stream and nonsense become.</param>
    /// <param name="progress">Told each time that the agent says that it works: how far it is, or null.</param>
    /// <param name="cancellationToken">Ends it; the agent stops its work then.</param>
    public static Task<T> ReadAsync<T>(
        Func<CancellationToken, Task<NodeStream>> open,
        TimeSpan idle,
        Func<LinkError, Exception> failed,
        Func<Exception> silent,
        Func<string?, Task>? progress,
        CancellationToken cancellationToken) =>
        ReadAsync(open, idle, failed, silent, progress, Parse<T>, cancellationToken);

    /// <summary>The same without reading more of the object than that it is one; for long lists that go on as they are.</summary>
    /// <inheritdoc cref="ReadAsync{T}(Func{CancellationToken, Task{NodeStream}}, TimeSpan, Func{LinkError, Exception}, Func{Exception}, Func{string?, Task}, CancellationToken)"/>
    public static Task<ReadOnlyMemory<byte>> ReadJsonAsync(
        Func<CancellationToken, Task<NodeStream>> open,
        TimeSpan idle,
        Func<LinkError, Exception> failed,
        Func<Exception> silent,
        CancellationToken cancellationToken) =>
        ReadAsync(open, idle, failed, silent, progress: null, RequireObject, cancellationToken);

    private static async Task<T> ReadAsync<T>(
        Func<CancellationToken, Task<NodeStream>> open,
        TimeSpan idle,
        Func<LinkError, Exception> failed,
        Func<Exception> silent,
        Func<string?, Task>? progress,
        Func<ReadOnlyMemory<byte>, T> parse,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(idle);
        await using NodeStream stream = await open(silence.Token);
        try
        {
            return parse(await ReadBytesAsync(
                stream,
                failed,
                note =>
                {
                    silence.CancelAfter(idle);
                    return note is null || progress is null ? Task.CompletedTask : progress(note.Progress);
                },
                silence.Token));
        }
        catch (Exception e) when (e is JsonException or WebSocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw silent();
        }
    }

    /// <summary>Reads the object of a stream that is open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="failed">What an error becomes that comes when the work had begun.</param>
    /// <param name="heard">Told each time something came: the note, or null for a piece of the object.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="JsonException">It is no such object.</exception>
    public static async Task<T> ReadFramesAsync<T>(NodeStream stream, Func<LinkError, Exception> failed, Func<StreamNote?, Task> heard, CancellationToken cancellationToken) =>
        Parse<T>(await ReadBytesAsync(stream, failed, heard, cancellationToken));

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(NodeStream stream, Func<LinkError, Exception> failed, Func<StreamNote?, Task> heard, CancellationToken cancellationToken)
    {
        using MemoryStream json = new();
        while (json.Length <= MaxBytes && await stream.ReadAsync(cancellationToken) is { } frame)
        {
            if (!frame.IsText)
            {
                json.Write(frame.Data.Span);
                await heard(null);
                continue;
            }

            StreamNote note = ProtocolJson.Read<StreamNote>(frame.Data.Span);
            if (note.Error is not null)
            {
                throw failed(note.Error);
            }

            await heard(note);
        }

        return json.GetBuffer().AsMemory(0, (int)json.Length);
    }

    private static T Parse<T>(ReadOnlyMemory<byte> json) =>
        JsonSerializer.Deserialize(json.Span, typeof(T), ProtocolJson.Default) is T answer ? answer : throw new JsonException();

    private static ReadOnlyMemory<byte> RequireObject(ReadOnlyMemory<byte> json)
    {
        Utf8JsonReader reader = new(json.Span);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() && !reader.Read() ? json : throw new JsonException();
    }
}
