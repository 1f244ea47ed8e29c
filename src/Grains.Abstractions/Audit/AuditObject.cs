namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>What was acted on, as plain data of that moment.</summary>
/// <param name="Kind">Kind of the object, such as <c>instance</c>.</param>
/// <param name="Id">Id; null while a new object has none.</param>
/// <param name="Name">Name at that moment.</param>
/// <param name="OwnerId">Owner at that moment, who may read what was done to it.</param>
[GenerateSerializer, Immutable, Alias("anchorage.AuditObject")]
public sealed record AuditObject(
    [property: Id(0)] string Kind,
    [property: Id(1)] string? Id,
    [property: Id(2)] string? Name = null,
    [property: Id(3)] string? OwnerId = null);
