using System.Text.Json;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.Api.Streams;

/// <summary>Reads a stream that carries one JSON object in binary frames.</summary>
internal static class StreamJson
{
    private const int MaxBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Opens the stream and reads the object; takes at most 30 s.</summary>
    /// <exception cref="AnchorageException">As <see cref="IStreamBroker.OpenAsync"/>, or <c>agent_timeout</c> when the stream broke or its answer is none.</exception>
    public static async Task<T> ReadAsync<T>(IStreamBroker broker, StreamGrant grant, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        await using NodeStream stream = await broker.OpenAsync(grant, deadline.Token);
        using MemoryStream json = new();
        try
        {
            while (json.Length <= MaxBytes && await stream.ReadAsync(deadline.Token) is { } frame)
            {
                if (!frame.IsText)
                {
                    json.Write(frame.Data.Span);
                }
            }

            return ProtocolJson.Read<T>(System.Text.Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
        }
        catch (Exception e) when (e is JsonException or System.Net.WebSockets.WebSocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AnchorageException(ErrorCodes.AgentTimeout, ("node", grant.NodeId));
        }
    }
}
