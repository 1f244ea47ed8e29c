using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Commands;

/// <summary>What a node measured of an instance.</summary>
/// <param name="State">What its launcher says: <c>running</c>, <c>stopped</c>, <c>paused</c>, <c>missing</c>.</param>
/// <param name="MemoryBytes">Memory in use.</param>
/// <param name="MemoryLimitBytes">What it may use; 0 for no limit.</param>
/// <param name="CpuPercent">100 is one processor.</param>
/// <param name="UptimeSeconds">Since its start.</param>
/// <param name="Pid">Its first process on the node.</param>
/// <param name="Hostname">What it calls itself.</param>
/// <param name="LocalIp">Its address on the node.</param>
/// <param name="Os">Operating system inside.</param>
/// <param name="Platform">Processor architecture.</param>
/// <param name="BasePath">Its home folder.</param>
/// <param name="Operations">Operations that its node offers.</param>
/// <param name="Logs">Logs that can be read.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstanceMeasure")]
public sealed record InstanceMeasure(
    [property: Id(0)] string State,
    [property: Id(1)] long MemoryBytes,
    [property: Id(2)] long MemoryLimitBytes,
    [property: Id(3)] double CpuPercent,
    [property: Id(4)] long UptimeSeconds,
    [property: Id(5)] int Pid,
    [property: Id(6)] string? Hostname,
    [property: Id(7)] string? LocalIp,
    [property: Id(8)] string? Os,
    [property: Id(9)] string Platform,
    [property: Id(10)] string? BasePath,
    [property: Id(11)] ImmutableArray<string> Operations,
    [property: Id(12)] ImmutableArray<string> Logs);
