using System.Text.Json;
using Anchorage.Grains.Abstractions.Events;

namespace Anchorage.Api.Events;

/// <summary>An event as a client receives it (docs/api/rest.md).</summary>
/// <param name="Number">Number within the feed.</param>
/// <param name="Name">Name of the event.</param>
/// <param name="At">When.</param>
/// <param name="Payload">What changed.</param>
internal sealed record EventEnvelope(long Number, string Name, DateTimeOffset At, JsonElement Payload)
{
    /// <summary>The envelope of an event; made once, however many clients receive it.</summary>
    public static EventEnvelope Of(FeedEvent next) => new(next.Number, next.Name, next.At, JsonElement.Parse(next.PayloadJson));
}
