using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>What is written after an action.</summary>
[GenerateSerializer, Immutable, Alias("anchorage.AuditOutcome")]
public sealed record AuditOutcome
{
    /// <summary>How it ended; not <see cref="AuditResult.Pending"/>.</summary>
    [Id(0)]
    public required AuditResult Result { get; init; }

    /// <summary>A code of the error registry, unless it succeeded.</summary>
    [Id(1)]
    public string? ErrorCode { get; init; }

    /// <summary>How long the action took.</summary>
    [Id(2)]
    public TimeSpan Duration { get; init; }

    /// <summary>Level of the finished row; null keeps the level of the intent, or <see cref="AuditLevel.Warn"/> for a refusal and
    /// <see cref="AuditLevel.Error"/> for a failure.</summary>
    [Id(3)]
    public AuditLevel? Level { get; init; }

    /// <summary>Id of an object that did not exist before; null keeps the one of the intent.</summary>
    [Id(4)]
    public string? ObjectId { get; init; }

    /// <summary>Added to the details of the intent; a name that is there is replaced. Never a secret.</summary>
    [Id(5)]
    public ImmutableDictionary<string, string> Details { get; init; } = ImmutableDictionary<string, string>.Empty;
}
