using System.Text.Json;

namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>One text message of the control link, in either direction. At most <see cref="LinkLimits.MaxFrameBytes"/> of UTF-8.</summary>
/// <param name="Kind">What the frame is.</param>
/// <param name="Id">Correlates a request with its answer; unique per sender and link. Null for one-way messages.</param>
/// <param name="Type">A name from <see cref="MessageTypes"/>; null in answers.</param>
/// <param name="Payload">The record that belongs to the type, or none.</param>
/// <param name="Error">Set in an answer that refuses the request.</param>
public sealed record LinkFrame(LinkFrameKind Kind, string? Id = null, string? Type = null, JsonElement? Payload = null, LinkError? Error = null);
