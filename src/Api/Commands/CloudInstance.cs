using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Commands;
using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Api.Commands;

/// <summary>An instance in the fields of system D (inventory D4), then ours.</summary>
internal sealed record CloudInstance(
    string Id,
    string UserId,
    CloudIdentity Info,
    CloudDetails? DetailedInfo,
    string Status,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? LastHeartbeat,
    DateTimeOffset? LastActivity,
    CloudHealth Health,
    long CommandCount,
    bool Online,
    DateTimeOffset? LastVerified,
    long? ResponseTime,
    bool McpControllable,
    string Kind,
    string OwnerName,
    ImmutableArray<string> Operations,
    ImmutableArray<string> Logs,
    ImmutableArray<string>? Permissions)
{
    /// <summary>Shows a check.</summary>
    public static CloudInstance Of(InstanceCheck check)
    {
        InstanceInfo instance = check.Instance;
        InstanceMeasure? measured = check.Measured;
        int port = instance.Ports.FirstOrDefault(p => p.Container == 22)?.Host ?? 0;
        CloudIdentity identity = new(instance.Id, instance.Name, instance.Node?.Address ?? string.Empty, port, false);
        CloudHealth health = check.Online && measured is not null ? new CloudHealth(measured.MemoryBytes, measured.CpuPercent, measured.UptimeSeconds) : new CloudHealth(0, 0, 0);
        CloudDetails? details = measured is null ? null : new CloudDetails(
            instance.Id, measured.BasePath, instance.Name, measured.Hostname ?? identity.Hostname, port, null, "ssh", measured.LocalIp, measured.Os, measured.Platform, instance.Image.Title,
            ProductVersion.Text, health.Memory, health.Cpu, health.Uptime, check.Online ? measured.Pid : 0, instance.Name);
        return new CloudInstance(
            instance.Id, instance.Owner.Id, identity, details, check.Online ? "online" : Word(instance.Status), check.Online ? instance.StartedAt : null, check.VerifiedAt,
            check.LastActivityAt, health, check.CommandCount, check.Online, check.VerifiedAt, check.ResponseTimeMs, instance.McpControllable, instance.Kind, instance.Owner.Name,
            measured?.Operations ?? [], measured?.Logs ?? [], instance.Permissions);
    }

    // Running, but its node did not answer: for clients of system D that is offline.
    private static string Word(InstanceStatus status) =>
        status == InstanceStatus.Running ? "offline" : ApiJson.Options.PropertyNamingPolicy!.ConvertName(status.ToString());
}
