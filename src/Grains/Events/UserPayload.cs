namespace Anchorage.Grains.Events;

/// <summary>Payload of events about something that belongs to an account.</summary>
/// <param name="UserId">The account.</param>
public sealed record UserPayload(string UserId);
