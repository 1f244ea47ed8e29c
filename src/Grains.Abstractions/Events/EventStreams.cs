namespace Anchorage.Grains.Abstractions.Events;

/// <summary>Names of the streams of events.</summary>
public static class EventStreams
{
    /// <summary>Name of the stream provider.</summary>
    public const string Provider = "events";

    /// <summary>Namespace of the streams of users; the key is the user's id.</summary>
    public const string Namespace = "events";
}
