using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>One row of the audit, as the API shows it.</summary>
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

    /// <summary>Who acted.</summary>
    [Id(4)]
    public required AuditActor Actor { get; init; }

    /// <summary>Remote address, or what the system acted for.</summary>
    [Id(5)]
    public string? Origin { get; init; }

    /// <summary>What was acted on.</summary>
    [Id(6)]
    public AuditObject? Object { get; init; }

    /// <summary>How it ended.</summary>
    [Id(7)]
    public required AuditResult Outcome { get; init; }

    /// <summary>A code of the error registry, unless it succeeded.</summary>
    [Id(8)]
    public string? ErrorCode { get; init; }

    /// <summary>Further values; never a secret.</summary>
    [Id(9)]
    public ImmutableDictionary<string, string> Details { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How long the action took, in milliseconds; null while pending.</summary>
    [Id(10)]
    public long? DurationMs { get; init; }
}
