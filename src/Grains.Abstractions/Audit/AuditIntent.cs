using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>What is written before an action. Names are plain data: the row outlives what it names.</summary>
[GenerateSerializer, Immutable, Alias("anchorage.AuditIntent")]
public sealed record AuditIntent
{
    /// <summary>Name of the action, such as <c>instance.create</c>.</summary>
    [Id(0)]
    public required string Action { get; init; }

    /// <summary>How loud it is; <see cref="IAuditStore.Complete"/> may change it.</summary>
    [Id(1)]
    public AuditLevel Level { get; init; }

    /// <summary>Who acts.</summary>
    [Id(2)]
    public required AuditActor Actor { get; init; }

    /// <summary>Remote address, or what the system acts for.</summary>
    [Id(3)]
    public string? Origin { get; init; }

    /// <summary>What is acted on.</summary>
    [Id(4)]
    public AuditObject? Object { get; init; }

    /// <summary>Further values; never a secret.</summary>
    [Id(5)]
    public ImmutableDictionary<string, string> Details { get; init; } = ImmutableDictionary<string, string>.Empty;
}
