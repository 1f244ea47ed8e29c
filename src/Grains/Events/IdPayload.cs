namespace Anchorage.Grains.Events;

/// <summary>Payload of events that name an object only.</summary>
/// <param name="Id">The object.</param>
public sealed record IdPayload(string Id);
