using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[GenerateSerializer, Immutable, Alias("Compliance.Note")]
public sealed record Note([property: Id(0)] string Text, [property: Id(1)] DateTimeOffset At, [property: Id(2)] Guid? Id);
