namespace Anchorage.Grains.Abstractions.Operations;

/// <summary>Why something failed.</summary>
/// <param name="Code">Code of the registry.</param>
/// <param name="Message">The reason for people.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ErrorInfo")]
public sealed record ErrorInfo(
    [property: Id(0)] string Code,
    [property: Id(1)] string Message);
