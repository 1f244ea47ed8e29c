using System.Runtime.InteropServices;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Commands;

/// <summary>This machine, where it is an instance.</summary>
internal sealed class MachineTarget(ThisMachine machine, TimeProvider time) : ICommandTarget
{
    private readonly HealthSampler _sampler = new();
    private readonly Lock _sampling = new();

    /// <inheritdoc/>
    public bool Owns(string instanceId) => machine.Is(instanceId);

    /// <inheritdoc/>
    public Task<InstanceVitals> MeasureAsync(string instanceId, CancellationToken cancellationToken)
    {
        MachineHealth health;
        lock (_sampling)
        {
            health = _sampler.Sample();
        }

        // The sampler counts all processors as 100; an instance says how many it keeps busy.
        InstanceVitals vitals = new(
            instanceId, "running", health.MemoryUsedBytes, health.MemoryTotalBytes, Math.Round(health.CpuPercent * health.CpuCount, 1), health.UptimeSeconds, 1,
            Environment.MachineName, null, RuntimeInformation.OSDescription, RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(), machine.FilesRoot, [], []);
        return Task.FromResult(vitals);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfigurationEntry>> DescribeAsync(string instanceId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ConfigurationEntry>>(
    [
        new("instance", "id", instanceId, false),
        new("instance", "hostname", Environment.MachineName, false),
        new("instance", "system", RuntimeInformation.OSDescription, false),
        new("instance", "account", machine.Account().Name, false),
        new("instance", "filesRoot", machine.FilesRoot, false),
    ]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadServiceLogAsync(string instanceId, int lines, CancellationToken cancellationToken) =>
        throw new LinkRequestException(WorkErrors.NotForMachines, "A machine has no first process whose output could be read; its administrator can name logs in commands.json.");

    /// <inheritdoc/>
    public async Task<int> RunAsync(string instanceId, IReadOnlyList<string> command, string? directory, Action<string> line, CancellationToken cancellationToken)
    {
        using MachineCommand running = MachineCommand.Start(machine.Account(), command, directory);
        return await ProgramLines.RunAsync(running, line, time, cancellationToken);
    }
}
