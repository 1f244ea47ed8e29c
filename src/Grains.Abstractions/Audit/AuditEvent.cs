using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>One row of the audit.</summary>
[GenerateSerializer, Immutable, Alias("anchorage.AuditEvent")]
public sealed record AuditEvent
{
    /// <summary>Number of the row; grows, is never used twice.</summary>
    [Id(0)]
    public required long Id { get; init; }

    /// <summary>When the action began (UTC, milliseconds).</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>How loud it is.</summary>
    [Id(2)]
    public required AuditLevel Level { get; init; }

    /// <summary>Name of the action.</summary>
    [Id(3)]
    public required string Action { get; init; }

    /// <summary>What acted.</summary>
    [Id(4)]
    public required AuditActorKind ActorKind { get; init; }

    /// <summary>Id of the actor.</summary>
    [Id(5)]
    public required string ActorId { get; init; }

    /// <summary>Name of the actor at that moment.</summary>
    [Id(6)]
    public required string ActorName { get; init; }

    /// <summary>The session or token that was shown.</summary>
    [Id(7)]
    public string? CredentialId { get; init; }

    /// <summary>Remote address, or what the system acted for.</summary>
    [Id(8)]
    public string? Origin { get; init; }

    /// <summary>Kind of the object.</summary>
    [Id(9)]
    public string? ObjectKind { get; init; }

    /// <summary>Id of the object.</summary>
    [Id(10)]
    public string? ObjectId { get; init; }

    /// <summary>Name of the object at that moment.</summary>
    [Id(11)]
    public string? ObjectName { get; init; }

    /// <summary>Owner of the object at that moment.</summary>
    [Id(12)]
    public string? ObjectOwnerId { get; init; }

    /// <summary>How it ended.</summary>
    [Id(13)]
    public required AuditResult Outcome { get; init; }

    /// <summary>A code of the error registry, unless it succeeded.</summary>
    [Id(14)]
    public string? ErrorCode { get; init; }

    /// <summary>Further values; never a secret.</summary>
    [Id(15)]
    public ImmutableDictionary<string, string> Details { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How long the action took, in milliseconds; null while pending.</summary>
    [Id(16)]
    public long? DurationMs { get; init; }
}
