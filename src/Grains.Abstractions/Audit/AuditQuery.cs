namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>Which rows of the audit are wanted. A filter that is null does not filter; all others must hold.</summary>
[GenerateSerializer, Immutable, Alias("anchorage.AuditQuery")]
public sealed record AuditQuery
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 200;

    /// <summary>Rows of a page when nobody says.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Name of the action; one that ends in <c>.*</c> stands for every action that begins so.</summary>
    [Id(0)]
    public string? Action { get; init; }

    /// <summary>Id of the actor.</summary>
    [Id(1)]
    public string? ActorId { get; init; }

    /// <summary>Kind of the object.</summary>
    [Id(2)]
    public string? ObjectKind { get; init; }

    /// <summary>Id of the object.</summary>
    [Id(3)]
    public string? ObjectId { get; init; }

    /// <summary>At this moment or later.</summary>
    [Id(4)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this moment.</summary>
    [Id(5)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Part of the action, a name, an id or an error code, in any case.</summary>
    [Id(6)]
    public string? Text { get; init; }

    /// <summary>How it ended.</summary>
    [Id(7)]
    public AuditResult? Outcome { get; init; }

    /// <summary>Only what this user did, or what was done to an object of this user: what somebody who is no administrator may see.</summary>
    [Id(8)]
    public string? VisibleTo { get; init; }

    /// <summary><see cref="AuditPage.NextCursor"/> of the page before.</summary>
    [Id(9)]
    public string? Cursor { get; init; }

    /// <summary>Rows wanted, 1 to <see cref="MaxLimit"/>.</summary>
    [Id(10)]
    public int Limit { get; init; } = DefaultLimit;
}
