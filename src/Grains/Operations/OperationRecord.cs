using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Audit;

namespace Anchorage.Grains.Operations;

/// <summary>What is stored of an operation: enough to take it up again after any process died.</summary>
public sealed record OperationRecord
{
    /// <summary>What is shown; null when nothing is recorded.</summary>
    public OperationInfo? Info { get; init; }

    /// <summary>Who asked.</summary>
    public Caller? Caller { get; init; }

    /// <summary>What is done to the instance; null for a create.</summary>
    public InstanceVerb? Verb { get; init; }

    /// <summary>The request of a create.</summary>
    public CreateInstanceRequest? Create { get; init; }

    /// <summary>How to rebuild.</summary>
    public RebuildOptions? Rebuild { get; init; }

    /// <summary>Name of the operation of the node that is run; null for other work.</summary>
    public string? Execute { get; init; }

    /// <summary>Owner of the instance.</summary>
    public string OwnerId { get; init; } = string.Empty;

    /// <summary>The node that works; empty before placement.</summary>
    public string NodeId { get; init; } = string.Empty;

    /// <summary>Tries of the agent so far: a busy port leads to another one.</summary>
    public int Attempt { get; init; }

    /// <summary>True when the agent has accepted the present try.</summary>
    public bool Accepted { get; init; }

    /// <summary>When the present try was sent last.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When the operation must have ended.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>The container was missing: the present try makes it again on its home volume, as a rebuild does.</summary>
    public bool Remakes { get; init; }

    /// <summary>True when the present try makes a container, and so publishes ports.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool MakesContainer => Verb is null or InstanceVerb.Rebuild || Remakes;

    /// <summary>Ports that other programs were found to use.</summary>
    public ImmutableArray<int> BusyPorts { get; init; } = [];

    /// <summary>Somebody asked to stop.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>How it ends, once that is decided: what dies between the decision and its last effect goes on with the same end.</summary>
    public OperationInfo? Ending { get; init; }

    /// <summary>What the node saw at the end (<c>InstanceObservation</c> as JSON).</summary>
    public string? EndingObservation { get; init; }

    /// <summary>The audit row that waits for the outcome.</summary>
    public AuditTicket? Audit { get; init; }

    /// <summary>Id under which the agent knows the present try.</summary>
    public string WorkId(string operationId) => $"{operationId}-{Attempt}";
}
