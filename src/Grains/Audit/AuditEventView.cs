using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Audit;

namespace Anchorage.Grains.Audit;

/// <summary>A row of the audit as the API shows it.</summary>
/// <param name="Id">Number of the row.</param>
/// <param name="At">When it began.</param>
/// <param name="Level">How loud it is.</param>
/// <param name="Action">What was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Origin">From where.</param>
/// <param name="Object">To what.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="ErrorCode">Why it did not succeed.</param>
/// <param name="Details">Further values.</param>
/// <param name="DurationMs">How long it took.</param>
public sealed record AuditEventView(
    long Id,
    DateTimeOffset At,
    AuditLevel Level,
    string Action,
    AuditActorView Actor,
    string? Origin,
    AuditObjectView? Object,
    AuditResult Outcome,
    string? ErrorCode,
    ImmutableDictionary<string, string> Details,
    long? DurationMs)
{
    /// <summary>The view of a stored row.</summary>
    public static AuditEventView Of(AuditEvent row) => new(
        row.Id,
        row.At,
        row.Level,
        row.Action,
        new AuditActorView(row.ActorKind, row.ActorId, row.ActorName),
        row.Origin,
        row.ObjectKind is { } kind ? new AuditObjectView(kind, row.ObjectId, row.ObjectName) : null,
        row.Outcome,
        row.ErrorCode,
        row.Details,
        row.DurationMs);

    /// <summary>The view of a row that has just ended.</summary>
    public static AuditEventView Of(AuditTicket ticket, AuditOutcome outcome) => new(
        ticket.Id,
        ticket.Began,
        outcome.Level ?? ticket.Intent.Level,
        ticket.Intent.Action,
        new AuditActorView(ticket.Intent.ActorKind, ticket.Intent.ActorId, ticket.Intent.ActorName),
        ticket.Intent.Origin,
        ticket.Intent.ObjectKind is { } kind ? new AuditObjectView(kind, outcome.ObjectId ?? ticket.Intent.ObjectId, ticket.Intent.ObjectName) : null,
        outcome.Result,
        outcome.ErrorCode,
        ticket.Intent.Details.SetItems(outcome.Details),
        (long)outcome.Duration.TotalMilliseconds);
}
