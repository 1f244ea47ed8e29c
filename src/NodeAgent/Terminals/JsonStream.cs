using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Answers a stream with one JSON object, in pieces: it may be longer than a frame.</summary>
internal static class JsonStream
{
    private const int Piece = 64 * 1024;

    /// <summary>Accepts the stream and writes the object.</summary>
    internal static async Task AnswerAsync<T>(IAgentStream stream, T value, CancellationToken cancellationToken)
    {
        await stream.AcceptAsync(cancellationToken);
        await WriteAsync(stream, value, cancellationToken);
    }

    /// <summary>Writes the object to a stream that was accepted.</summary>
    internal static async Task WriteAsync<T>(IAgentStream stream, T value, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> json = JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), ProtocolJson.Default);
        for (int at = 0; at < json.Length; at += Piece)
        {
            await stream.WriteAsync(json.Slice(at, Math.Min(Piece, json.Length - at)), text: false, cancellationToken);
        }
    }
}
