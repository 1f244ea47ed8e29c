using System.Globalization;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Looks at what really exists. It judges nothing: the server compares and decides.</summary>
internal sealed class InstanceObserver(DockerClient client, InstancesOptions options, PendingKeys keys, TimeProvider time) : IWorkTarget
{
    private const int Parallelism = 8;

    /// <summary>Looks at one instance; state <c>gone</c> when nothing is left of it.</summary>
    /// <exception cref="DockerException">The engine cannot be asked.</exception>
    public async Task<InstanceObservation> ObserveAsync(string instanceId, CancellationToken cancellationToken)
    {
        var container = await client.InspectContainerAsync(InstanceNames.Container(instanceId), cancellationToken);
        if (container is not null && IsOurs(container.Config.Labels))
        {
            return Describe(instanceId, container);
        }

        var volume = await client.InspectVolumeAsync(InstanceNames.Volume(instanceId), cancellationToken);
        return Absent(instanceId, volume is not null && IsOurs(volume.Labels) ? "missing" : "gone");
    }

    /// <summary>Looks at everything that bears this installation's label.</summary>
    /// <exception cref="DockerException">The engine cannot be asked.</exception>
    public async Task<IReadOnlyList<InstanceObservation>> ObserveAllAsync(CancellationToken cancellationToken)
    {
        var label = $"{InstanceNames.InstallationLabel}={options.InstallationId}";
        var containers = await client.ListContainersAsync(label, cancellationToken);
        var volumes = await client.ListVolumesAsync(label, cancellationToken);
        var ids = containers.Select(c => c.Labels?.GetValueOrDefault(InstanceNames.InstanceLabel))
            .Concat((volumes.Volumes ?? []).Select(v => InstanceNames.InstanceOfVolume(v.Name)))
            .OfType<string>().Where(InstanceNames.IsId).Distinct(StringComparer.Ordinal).ToArray();
        var seen = new InstanceObservation[ids.Length];
        await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (i, token) => seen[i] = await ObserveAsync(ids[i], token));
        return [.. seen.Where(o => o.State != "gone")];
    }

    /// <inheritdoc/>
    public async Task<InstanceObservation?> TryObserveAsync(string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            var seen = await ObserveAsync(instanceId, cancellationToken);
            return seen.State == "gone" ? null : seen;
        }
        catch (DockerException)
        {
            return null;
        }
    }

    /// <summary>True for what this installation made.</summary>
    public bool IsOurs(IReadOnlyDictionary<string, string>? labels) => labels?.GetValueOrDefault(InstanceNames.InstallationLabel) == options.InstallationId;

    /// <summary>The ports that a container publishes, named as the protocol names them.</summary>
    public static IReadOnlyList<PortMapping> Ports(ContainerInspect container) =>
        [.. from binding in container.HostConfig.PortBindings ?? new Dictionary<string, IReadOnlyList<PortBinding>>(StringComparer.Ordinal)
            let inside = Number(binding.Key.Split('/')[0])
            let host = Number(binding.Value is [var first, ..] ? first.HostPort : null)
            where inside > 0 && host > 0
            orderby inside
            select new PortMapping(inside switch { 22 => "ssh", 80 => "http", 443 => "https", _ => "tcp" + inside.ToString(CultureInfo.InvariantCulture) }, inside, host)];

    private InstanceObservation Describe(string instanceId, ContainerInspect container)
    {
        var state = container.State switch
        {
            { Paused: true } => "paused",
            { Restarting: true } => "restarting",
            { Running: true } => "running",
            _ => "stopped",
        };
        return new InstanceObservation(
            instanceId,
            container.Id,
            state,
            container.Label(InstanceNames.OperationLabel),
            container.Image,
            state == "stopped" ? container.State.ExitCode : null,
            container.State.OomKilled,
            Ports(container),
            keys.IsSynced(instanceId),
            Moment(container.State.StartedAt),
            state == "stopped" ? Moment(container.State.FinishedAt) : null,
            time.GetUtcNow());
    }

    private InstanceObservation Absent(string instanceId, string state) =>
        new(instanceId, null, state, null, null, null, false, [], keys.IsSynced(instanceId), null, null, time.GetUtcNow());

    /// <summary>The engine writes the year 1 for "never".</summary>
    private static DateTimeOffset? Moment(DateTimeOffset? at) => at is { Year: > 1 } ? at : null;

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
