namespace Anchorage.Grains.Abstractions;

/// <summary>An object with its name as it was when the message was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ObjectName")]
public sealed record ObjectName([property: Id(0)] string Id, [property: Id(1)] string Name);
