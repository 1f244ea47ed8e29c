using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Instances;

/// <summary>The last steps of create, rebuild, start and restart: keys, start, ssh.</summary>
internal sealed class ContainerStarter(DockerClient client, KeyInstaller installer, PendingKeys pending, SshProbe ssh)
{
    private const int DefaultPatience = 120;

    /// <summary>Brings keys into a container that does not run, starts it and waits for its SSH server.</summary>
    /// <param name="containerId">The container.</param>
    /// <param name="instanceId">Its instance.</param>
    /// <param name="keys">Keys that may log in; null leaves those that are there.</param>
    /// <param name="sshPort">Published port of the SSH server and its address; null when none is published.</param>
    /// <param name="patienceSeconds">How long to wait for the banner.</param>
    /// <param name="context">The run.</param>
    /// <param name="carried">Keys that the container was made with and has not begun with yet: these need no bringing in.</param>
    /// <exception cref="WorkFailedException"><c>port_in_use</c>, <c>container_failed</c> or <c>ssh_not_ready</c>.</exception>
    public async Task StartAsync(string containerId, string instanceId, IReadOnlyList<string>? keys, (string Address, int Port)? sshPort, int patienceSeconds, WorkContext context, IReadOnlyList<string>? carried = null)
    {
        await context.StepAsync("keys", 45, "Bringing in the SSH keys");
        var chosen = pending.Read(instanceId) ?? keys;
        if (chosen is not null && !Same(chosen, carried))
        {
            await installer.UploadAsync(containerId, chosen, context.Token);
        }

        await context.StepAsync("start", 60, "Starting the container");
        await client.StartContainerAsync(containerId, context.Token);
        await WaitAsync(containerId, instanceId, chosen, sshPort, patienceSeconds, context);
    }

    /// <summary>Waits for the SSH server of a container that was started.</summary>
    public async Task WaitAsync(string containerId, string instanceId, IReadOnlyList<string>? keys, (string Address, int Port)? sshPort, int patienceSeconds, WorkContext context)
    {
        await context.StepAsync("ssh", 80, "Waiting for the SSH server");
        if (sshPort is var (address, port))
        {
            var patience = TimeSpan.FromSeconds(patienceSeconds > 0 ? patienceSeconds : DefaultPatience);
            var host = SshProbe.Reachable(address, client.Endpoint.IsLocal ? null : client.Endpoint.Host);
            if (!await ssh.WaitAsync(host, port, patience, token => DemandRunningAsync(containerId, token), context.Token))
            {
                throw new WorkFailedException(WorkErrors.SshNotReady, $"The container runs, but no SSH server answered on port {port} within {patience.TotalSeconds:0} s. Look at its log.");
            }
        }

        // Keys that were set while the container came up.
        if (pending.Read(instanceId) is { } late && !Same(late, keys))
        {
            await installer.InstallAsync(containerId, late, context.Token);
        }

        pending.Clear(instanceId);
    }

    /// <summary>Where the SSH server of a container is published.</summary>
    public static (string Address, int Port)? SshPort(ContainerInspect container) =>
        container.HostConfig.PortBindings?.GetValueOrDefault("22/tcp") is [var binding, ..] && int.TryParse(binding.HostPort, out var port) ? (binding.HostIp, port) : null;

    /// <summary>Where the SSH server of a specification is published.</summary>
    public static (string Address, int Port)? SshPort(InstanceSpec spec) =>
        spec.Ports.FirstOrDefault(p => p.Container == 22) is { } mapping ? (spec.PublishAddress, mapping.Host) : null;

    private static bool Same(IReadOnlyList<string> keys, IReadOnlyList<string>? others) => others is not null && keys.SequenceEqual(others, StringComparer.Ordinal);

    private async Task DemandRunningAsync(string containerId, CancellationToken cancellationToken)
    {
        var container = await client.InspectContainerAsync(containerId, cancellationToken);
        if (container is null)
        {
            throw new WorkFailedException(WorkErrors.ContainerFailed, "The container was removed while it started.");
        }

        if (container.State is { Running: false, Restarting: false })
        {
            throw new WorkFailedException(
                WorkErrors.ContainerFailed,
                $"The container ended while it started, with exit code {container.State.ExitCode}{(container.State.OomKilled ? " (out of memory)" : string.Empty)}. Look at its log.",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["exitCode"] = $"{container.State.ExitCode}" });
        }
    }
}
