using System.Globalization;
using System.Runtime.InteropServices;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Instances that are containers: every id that no other kind owns.</summary>
internal sealed class ContainerTarget(DockerClient client, InstanceObserver observer, IContainerShell shell, FileRoots roots, TimeProvider time) : ICommandTarget
{
    private static readonly FilePath Release = FilePath.Parse("/etc/os-release");
    private readonly ControlGroups _groups = new(time);

    /// <inheritdoc/>
    public bool Owns(string instanceId) => InstanceNames.IsId(instanceId);

    /// <inheritdoc/>
    public async Task<InstanceVitals> MeasureAsync(string instanceId, CancellationToken cancellationToken)
    {
        ContainerInspect container = await FindAsync(instanceId, cancellationToken);
        string state = container.State switch { { Paused: true } => "paused", { Running: true } => "running", _ => "stopped" };
        string platform = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        InstanceVitals known = new(instanceId, state, 0, container.HostConfig.Memory, 0, 0, 0, container.Config.Hostname, Address(container), null, platform, null, [], []);
        if (container.State is not { Running: true, Pid: > 0 } running)
        {
            return known;
        }

        (long memory, double cpu) = client.Endpoint.IsLocal ? await _groups.MeasureAsync(container.Id, running.Pid, cancellationToken) : (0, 0);
        (string? os, string? home) = await LookInsideAsync(instanceId, cancellationToken);
        long uptime = running.StartedAt is { } began ? Math.Max(0, (long)(time.GetUtcNow() - began).TotalSeconds) : 0;
        return known with { MemoryBytes = memory, CpuPercent = cpu, UptimeSeconds = uptime, Pid = running.Pid, Os = os, BasePath = home };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConfigurationEntry>> DescribeAsync(string instanceId, CancellationToken cancellationToken)
    {
        ContainerInspect container = await FindAsync(instanceId, cancellationToken);
        HostConfig host = container.HostConfig;
        List<ConfigurationEntry> entries =
        [
            new("instance", "id", instanceId, false),
            new("instance", "hostname", container.Config.Hostname ?? string.Empty, false),
            new("instance", "image", container.Config.Image ?? container.Image, false),
            new("instance", "restartPolicy", host.RestartPolicy?.Name ?? "no", false),
            new("instance", "runtime", host.Runtime ?? "default", false),
            new("limits", "memoryBytes", Text(host.Memory), false),
            new("limits", "cpus", (host.NanoCpus / 1e9).ToString(CultureInfo.InvariantCulture), false),
            new("limits", "pids", Text(host.PidsLimit ?? 0), false),
            .. InstanceObserver.Ports(container).Select(p => new ConfigurationEntry("network", p.Name, $"{p.Container} -> {p.Host}", false)),
        ];
        if (Address(container) is { } address)
        {
            entries.Add(new ConfigurationEntry("network", "address", address, false));
        }

        foreach (string variable in container.Config.Env ?? [])
        {
            (string name, string value) = variable.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (variable[..at], variable[(at + 1)..]) : (variable, string.Empty);
            bool secret = SecretNames.IsSecret(name, value);
            entries.Add(new ConfigurationEntry("environment", name, secret ? SecretNames.Mask : value, secret));
        }

        return entries;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ReadServiceLogAsync(string instanceId, int lines, CancellationToken cancellationToken)
    {
        ContainerInspect container = await FindAsync(instanceId, cancellationToken);
        List<string> read = [];
        await foreach (LogLine line in client.LogsAsync(container.Id, lines, container.Config.Tty, cancellationToken))
        {
            read.Add(line.Text);
        }

        return read;
    }

    /// <inheritdoc/>
    public async Task<int> RunAsync(string instanceId, IReadOnlyList<string> command, string? directory, Action<string> line, CancellationToken cancellationToken)
    {
        RunningContainer container = await shell.FindAsync(instanceId, cancellationToken);
        try
        {
            using EngineCommand running = await EngineCommand.StartAsync(client, container.ContainerId, command, directory, cancellationToken);
            return await ProgramLines.RunAsync(running, line, time, cancellationToken);
        }
        catch (DockerException e)
        {
            throw new LinkRequestException(DockerFailures.Code(e), e.Message);
        }
        catch (IOException e)
        {
            throw new LinkRequestException(WorkErrors.ContainerFailed, e.Message);
        }
    }

    private static string? Address(ContainerInspect container) =>
        container.NetworkSettings?.Networks?.Values.Select(n => n.IpAddress).FirstOrDefault(a => !string.IsNullOrEmpty(a));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<ContainerInspect> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            ContainerInspect? container = await client.InspectContainerAsync(InstanceNames.Container(instanceId), cancellationToken);
            return container is not null && observer.IsOurs(container.Config.Labels)
                ? container
                : throw new LinkRequestException(WorkErrors.InstanceNotFound, $"The node has no container of instance {instanceId}.");
        }
        catch (DockerException e)
        {
            throw new LinkRequestException(DockerFailures.Code(e), e.Message);
        }
    }

    /// <summary>What only the files inside tell; an instance whose files cannot be reached is measured all the same.</summary>
    private async Task<(string? Os, string? Home)> LookInsideAsync(string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            using FileRoot root = await roots.OpenAsync(instanceId, cancellationToken);
            string text = await root.RunAsync(tree =>
            {
                using SafeFileHandle file = tree.OpenFile(Release);
                byte[] buffer = new byte[8 * 1024];
                return System.Text.Encoding.UTF8.GetString(buffer, 0, FileTree.Read(file, buffer, 0, Release));
            });
            string? name = text.Split('\n').FirstOrDefault(l => l.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))?["PRETTY_NAME=".Length..].Trim('"');
            return (name, root.Home.ToString());
        }
        catch (LinkRequestException)
        {
            return (null, null);
        }
    }
}
