using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>One page of the audit.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">Opaque; where the next page starts; null at the end.</param>
[GenerateSerializer, Immutable, Alias("anchorage.AuditPage")]
public sealed record AuditPage([property: Id(0)] ImmutableArray<AuditEvent> Items, [property: Id(1)] string? NextCursor);
