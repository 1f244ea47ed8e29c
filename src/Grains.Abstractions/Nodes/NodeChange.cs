namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Changes to a node; null leaves a field.</summary>
/// <param name="Name">1 to 63 characters.</param>
/// <param name="Shared">Let others use it (<c>share:node</c>).</param>
/// <param name="Draining">Take no new instances.</param>
/// <param name="MaxContainers">1 to 1000.</param>
/// <param name="MemoryMb">0 or more.</param>
/// <param name="Cpus">0 or more.</param>
/// <param name="PortRange">Host ports.</param>
/// <param name="PublishAddress">An IP address.</param>
/// <param name="PublicAddress">A name or IP address.</param>
[GenerateSerializer, Immutable, Alias("anchorage.NodeChange")]
public sealed record NodeChange(
    [property: Id(0)] string? Name,
    [property: Id(1)] bool? Shared,
    [property: Id(2)] bool? Draining,
    [property: Id(3)] int? MaxContainers,
    [property: Id(4)] int? MemoryMb,
    [property: Id(5)] double? Cpus,
    [property: Id(6)] PortRange? PortRange,
    [property: Id(7)] string? PublishAddress,
    [property: Id(8)] string? PublicAddress);
