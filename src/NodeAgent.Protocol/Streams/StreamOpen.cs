using System.Text.Json;

namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>First text frame from the Api on a dialled stream, spare or asked for: what the stream is for.</summary>
/// <param name="StreamId">Id for logs.</param>
/// <param name="Kind">A name from <see cref="StreamKinds"/>.</param>
/// <param name="Payload">The record that belongs to the kind.</param>
public sealed record StreamOpen(string StreamId, string Kind, JsonElement Payload);
