using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;

namespace Anchorage.Grains.Instances;

/// <summary>What is stored of an instance.</summary>
public sealed record InstanceState
{
    /// <summary>What was decided; null when there is no such instance.</summary>
    public InstancePlan? Plan { get; init; }

    /// <summary>Status while its node is online.</summary>
    public InstanceStatus Status { get; init; }

    /// <summary><c>running</c> or <c>stopped</c>: what its people want.</summary>
    public string Desired { get; init; } = "running";

    /// <summary>What they wanted before the work in progress: whoever takes work back takes its wish back too.</summary>
    public string? DesiredBefore { get; init; }

    /// <summary>Work in progress.</summary>
    public OperationInfo? Operation { get; init; }

    /// <summary>What the work does.</summary>
    public InstanceVerb? Verb { get; init; }

    /// <summary>The status before the work, to go back to when it could not begin.</summary>
    public InstanceStatus Before { get; init; }

    /// <summary>The image before a rebuild.</summary>
    public ImageChoice? ImageBefore { get; init; }

    /// <summary>Why the last work failed.</summary>
    public ErrorInfo? Error { get; init; }

    /// <summary>Whether the container has the owner's keys.</summary>
    public bool KeysSynced { get; init; }

    /// <summary>SHA-256 of the keys that its container was given last; null when that is not known.</summary>
    public string? KeysDigest { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last start.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Last stop.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>When it was put into the trash; null outside.</summary>
    public DateTimeOffset? TrashedAt { get; init; }

    /// <summary>When the trash lets go of it; null outside.</summary>
    public DateTimeOffset? PurgeAt { get; init; }

    /// <summary>Rises with every change of settings.</summary>
    public long Version { get; init; }
}
