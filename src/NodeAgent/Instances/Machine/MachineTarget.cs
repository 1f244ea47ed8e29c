using System.Globalization;
using System.Runtime.InteropServices;
using Anchorage.NodeAgent.Commands;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Instances.Machine;

/// <summary>This machine, as commands need it.</summary>
internal sealed class MachineTarget(ThisMachine machine, TimeProvider time, AgentOptions? options = null) : ICommandTarget
{
    private readonly Lock _turn = new();
    private readonly HealthSampler _health = new();

    /// <inheritdoc/>
    public bool Owns(string instanceId) => machine.Is(instanceId);

    /// <inheritdoc/>
    public Task<InstanceVitals> MeasureAsync(string instanceId, CancellationToken cancellationToken)
    {
        MachineHealth health;
        lock (_turn)
        {
            health = _health.Sample();
        }

        AgentDescription described = new MachineDescription().Describe();
        return Task.FromResult(new InstanceVitals(
            instanceId,
            "running",
            health.MemoryUsedBytes,
            health.MemoryTotalBytes,
            health.CpuPercent,
            health.UptimeSeconds,
            Environment.ProcessId,
            described.Hostname,
            described.Addresses.FirstOrDefault(),
            described.Os,
            described.Architecture,
            Home(),
            [],
            []));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfigurationEntry>> DescribeAsync(string instanceId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ConfigurationEntry>>(
    [
        new("machine", "id", instanceId, false),
        new("machine", "hostname", Environment.MachineName, false),
        new("machine", "processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), false),
        new("machine", "architecture", RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), false),
        new("agent", "version", MachineDescription.Version, false),
        new("agent", "server", options?.Server.Text ?? string.Empty, false),
        new("agent", "data", options?.DataDirectory ?? string.Empty, false),
        new("agent", "runAs", options?.RunAs ?? ThisMachine.DefaultAccount, false),
        new("agent", "allowRoot", options is { AllowRoot: true } ? "true" : "false", false),
        new("agent", "filesRoot", machine.FilesRoot, false),
    ]);

    /// <summary>The journal, as far as the account of this machine may read it.</summary>
    public async Task<IReadOnlyList<string>> ReadServiceLogAsync(string instanceId, int lines, CancellationToken cancellationToken)
    {
        List<string> read = [];
        await RunAsync(instanceId, ["journalctl", "--no-pager", "--quiet", "--lines", lines.ToString(CultureInfo.InvariantCulture)], null, read.Add, cancellationToken);
        return read.Count <= lines ? read : read[^lines..];
    }

    /// <inheritdoc/>
    public async Task<int> RunAsync(string instanceId, IReadOnlyList<string> command, string? directory, Action<string> line, CancellationToken cancellationToken)
    {
        using MachineCommand running = MachineCommand.Start(machine.Account(), command, directory);
        return await LineOutput.RunAsync(running, line, time, cancellationToken);
    }

    private string? Home()
    {
        try
        {
            return machine.Account().Home;
        }
        catch (LinkRequestException)
        {
            return null;
        }
    }
}
