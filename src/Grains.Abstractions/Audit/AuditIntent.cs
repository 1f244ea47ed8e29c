using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>What is written before an action. Names are plain data: the row outlives what it names.</summary>
[GenerateSerializer, Immutable, Alias("anchorage.AuditIntent")]
public sealed record AuditIntent
{
    /// <summary>Name of the action, such as <c>instance.create</c>.</summary>
    [Id(0)]
    public required string Action { get; init; }

    /// <summary>How loud it is; <see cref="IAuditStore.Complete"/> may raise it.</summary>
    [Id(1)]
    public AuditLevel Level { get; init; }

    /// <summary>What acts.</summary>
    [Id(2)]
    public required AuditActorKind ActorKind { get; init; }

    /// <summary>Id of the user or node that acts; <c>system</c> for Anchorage itself.</summary>
    [Id(3)]
    public required string ActorId { get; init; }

    /// <summary>Name of the actor at that moment.</summary>
    [Id(4)]
    public required string ActorName { get; init; }

    /// <summary>The session or token that was shown.</summary>
    [Id(5)]
    public string? CredentialId { get; init; }

    /// <summary>Remote address, or what the system acts for.</summary>
    [Id(6)]
    public string? Origin { get; init; }

    /// <summary>Kind of the object, such as <c>instance</c>.</summary>
    [Id(7)]
    public string? ObjectKind { get; init; }

    /// <summary>Id of the object.</summary>
    [Id(8)]
    public string? ObjectId { get; init; }

    /// <summary>Name of the object at that moment.</summary>
    [Id(9)]
    public string? ObjectName { get; init; }

    /// <summary>Owner of the object at that moment: the owner may read what was done to their things.</summary>
    [Id(10)]
    public string? ObjectOwnerId { get; init; }

    /// <summary>Further values; never a secret.</summary>
    [Id(11)]
    public ImmutableDictionary<string, string> Details { get; init; } = ImmutableDictionary<string, string>.Empty;
}
