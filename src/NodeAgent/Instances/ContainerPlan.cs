using System.Globalization;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Turns a specification into the engine's request. Nothing of the request comes from users but names, limits and ports: no bind mounts, no extra rights.</summary>
internal static class ContainerPlan
{
    /// <summary>What sshd needs, and the right to listen on 80 and 443. Without AUDIT_WRITE, logins with a PTY are dropped.</summary>
    private static readonly string[] Capabilities =
        ["CHOWN", "SETUID", "SETGID", "SYS_CHROOT", "DAC_OVERRIDE", "FOWNER", "KILL", "AUDIT_WRITE", "NET_BIND_SERVICE"];

    // An engine without CAP_SYS_RESOURCE cannot give more than it has itself, which is 20,000 at the least we met.
    private const long OpenFiles = 16384;

    /// <param name="environment">Variables of the first process, each <c>NAME=value</c>.</param>
    public static ContainerCreate Make(InstanceSpec spec, string operationId, string installationId, string? runtime, IReadOnlyList<string>? environment = null) => new(
        spec.Image,
        InstanceNames.Hostname(spec.Name),
        Labels(spec, operationId, installationId),
        spec.Ports.ToDictionary(PortKey, _ => new EmptyObject(), StringComparer.Ordinal),
        new HostConfig
        {
            NetworkMode = InstanceNames.Network(spec.OwnerId),
            PortBindings = spec.Ports.ToDictionary(
                PortKey,
                p => (IReadOnlyList<PortBinding>)[new PortBinding(spec.PublishAddress, p.Host.ToString(CultureInfo.InvariantCulture))],
                StringComparer.Ordinal),
            Mounts = [new Mount("volume", InstanceNames.Volume(spec.InstanceId), "/root")],
            Memory = MemoryBytes(spec.Limits),
            MemorySwap = MemoryBytes(spec.Limits),
            NanoCpus = NanoCpus(spec.Limits),
            PidsLimit = spec.Limits.Pids,
            CapDrop = ["ALL"],
            CapAdd = Capabilities,
            SecurityOpt = ["no-new-privileges:true"],
            Init = true,
            IpcMode = "private",
            Runtime = string.IsNullOrEmpty(runtime) ? null : runtime,
            RestartPolicy = new RestartPolicy(spec.RestartPolicy),
            LogConfig = new LogConfig("json-file", new Dictionary<string, string>(StringComparer.Ordinal) { ["max-size"] = "10m", ["max-file"] = "3" }),
            Ulimits = [new Ulimit("nofile", OpenFiles, OpenFiles), new Ulimit("core", 0, 0)],
        },
        environment);

    /// <summary>The limits alone, for a container that exists.</summary>
    public static ContainerUpdate Update(InstanceLimits limits, string? restartPolicy) =>
        new(MemoryBytes(limits), MemoryBytes(limits), NanoCpus(limits), limits.Pids, restartPolicy is null ? null : new RestartPolicy(restartPolicy));

    /// <summary>Labels of the home volume: its operation tells whether a failed create may remove it.</summary>
    public static Dictionary<string, string> Labels(InstanceSpec spec, string operationId, string installationId) => new(StringComparer.Ordinal)
    {
        [InstanceNames.ManagedLabel] = "1",
        [InstanceNames.InstallationLabel] = installationId,
        [InstanceNames.InstanceLabel] = spec.InstanceId,
        [InstanceNames.OwnerLabel] = spec.OwnerId,
        [InstanceNames.OwnerNameLabel] = spec.OwnerName,
        [InstanceNames.OperationLabel] = operationId,
        [InstanceNames.NameLabel] = spec.Name,
    };

    private static string PortKey(PortMapping port) => string.Create(CultureInfo.InvariantCulture, $"{port.Container}/tcp");

    private static long MemoryBytes(InstanceLimits limits) => limits.MemoryMb * 1024L * 1024L;

    private static long NanoCpus(InstanceLimits limits) => (long)Math.Round(limits.Cpus * 1_000_000_000d);
}
