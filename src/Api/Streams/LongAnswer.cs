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
    public static async Task<T> ReadAsync<T>(
        Func<CancellationToken, Task<NodeStream>> open,
        TimeSpan idle,
        Func<LinkError, Exception> failed,
        Func<Exception> silent,
        Func<string?, Task>? progress,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(idle);
        await using NodeStream stream = await open(silence.Token);
        using MemoryStream json = new();
        try
        {
            while (json.Length <= MaxBytes && await stream.ReadAsync(silence.Token) is { } frame)
            {
                silence.CancelAfter(idle);
                if (!frame.IsText)
                {
                    json.Write(frame.Data.Span);
                    continue;
                }

                StreamNote note = ProtocolJson.Read<StreamNote>(Encoding.UTF8.GetString(frame.Data.Span));
                if (note.Error is not null)
                {
                    throw failed(note.Error);
                }

                if (progress is not null)
                {
                    await progress(note.Progress);
                }
            }

            return JsonSerializer.Deserialize(json.GetBuffer().AsSpan(0, (int)json.Length), typeof(T), ProtocolJson.Default) is T answer ? answer : throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or WebSocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw silent();
        }
    }
}
