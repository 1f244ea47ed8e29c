namespace Anchorage.NodeAgent.Protocol.Commands;

/// <summary>How an instance is, as its node just measured.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="State"><c>running</c>, <c>stopped</c>, <c>paused</c> or <c>missing</c>.</param>
/// <param name="MemoryBytes">Memory in use, without what the kernel keeps of files; 0 when it does not run.</param>
/// <param name="MemoryLimitBytes">What it may use; 0 for no limit.</param>
/// <param name="CpuPercent">Processor time since the last look, or over a tenth of a second: 100 is one processor.</param>
/// <param name="UptimeSeconds">Since its start; 0 when it does not run.</param>
/// <param name="Pid">Number of its first process on the node; 0 when it does not run.</param>
/// <param name="Hostname">What it calls itself.</param>
/// <param name="LocalIp">Its address on the node; null when it has none.</param>
/// <param name="Os">Operating system inside; null when that cannot be read.</param>
/// <param name="Platform">Processor architecture.</param>
/// <param name="BasePath">Its home folder; null when it does not run.</param>
/// <param name="Operations">Names of the operations that the node's administrator offers for it.</param>
/// <param name="Logs">Names of the logs that can be read.</param>
public sealed record InstanceVitals(
    string InstanceId,
    string State,
    long MemoryBytes,
    long MemoryLimitBytes,
    double CpuPercent,
    long UptimeSeconds,
    int Pid,
    string? Hostname,
    string? LocalIp,
    string? Os,
    string Platform,
    string? BasePath,
    IReadOnlyList<string> Operations,
    IReadOnlyList<string> Logs);
