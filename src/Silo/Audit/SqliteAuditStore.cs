using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Silo.Storage;

namespace Anchorage.Silo.Audit;

/// <summary>The audit on SQLite.</summary>
internal sealed class SqliteAuditStore(SqliteDatabase database, TimeProvider time) : IAuditStore
{
    private long _firstOwn = long.MaxValue;

    public Task<long> Begin(AuditIntent intent)
    {
        long at = time.GetUtcNow().ToUnixTimeMilliseconds();
        string details = JsonSerializer.Serialize(intent.Details);
        return database.Write(session =>
        {
            long id = (long)session.Scalar(
                AuditSql.Insert,
                ("$at", at),
                ("$level", AuditSql.Name(intent.Level)),
                ("$action", intent.Action),
                ("$actorKind", AuditSql.Name(intent.Actor.Kind)),
                ("$actorId", intent.Actor.Id),
                ("$actorName", intent.Actor.Name),
                ("$credential", intent.Actor.CredentialId),
                ("$origin", intent.Origin),
                ("$objectKind", intent.Object?.Kind),
                ("$objectId", intent.Object?.Id),
                ("$objectName", intent.Object?.Name),
                ("$objectOwner", intent.Object?.OwnerId),
                ("$details", details),
                ("$search", Searchable(intent)))!;
            if (Volatile.Read(ref _firstOwn) == long.MaxValue)
            {
                Volatile.Write(ref _firstOwn, id);
            }

            return id;
        });
    }

    public Task Complete(long id, AuditOutcome outcome)
    {
        if (outcome.Result == AuditResult.Pending)
        {
            throw new ArgumentException("An outcome cannot be pending.", nameof(outcome));
        }

        return database.Write(session => Complete(session, id, outcome));
    }

    public Task<int> InterruptUnfinished() =>
        database.Write(s => s.Execute(AuditSql.Interrupt, ("$firstOwn", Volatile.Read(ref _firstOwn))));

    public async Task<AuditPage> Query(AuditQuery query)
    {
        PageCursor.Limit(query.Limit, AuditQuery.MaxLimit);
        (string sql, (string, object?)[] values) = AuditFilter.Build(query);
        List<AuditEvent> rows = await database.Read(s => s.Query(sql, AuditSql.Map, values));
        ImmutableArray<AuditEvent> items = [.. rows.Take(query.Limit)];
        string? next = rows.Count > query.Limit ? PageCursor.Write(items[^1].Id.ToString(CultureInfo.InvariantCulture)) : null;
        return new AuditPage(items, next);
    }

    public Task<int> Purge(DateTimeOffset olderThan) => database.Write(
        s => s.Execute("DELETE FROM audit WHERE at < $at AND outcome <> 'pending'", ("$at", olderThan.ToUnixTimeMilliseconds())));

    private static bool Complete(SqliteSession session, long id, AuditOutcome outcome)
    {
        if (session.Scalar("SELECT details FROM audit WHERE id = $id", ("$id", id)) is not string stored)
        {
            return false;
        }

        ImmutableDictionary<string, string> details = (JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(stored)
            ?? ImmutableDictionary<string, string>.Empty).SetItems(outcome.Details);
        return session.Execute(
            AuditSql.Complete,
            ("$id", id),
            ("$outcome", AuditSql.Name(outcome.Result)),
            ("$error", outcome.ErrorCode),
            ("$duration", (long)outcome.Duration.TotalMilliseconds),
            ("$level", Level(outcome) is { } level ? AuditSql.Name(level) : null),
            ("$objectId", outcome.ObjectId),
            ("$search", $"\n{outcome.ErrorCode}\n{outcome.ObjectId}".ToLowerInvariant()),
            ("$details", JsonSerializer.Serialize(details))) == 1;
    }

    private static AuditLevel? Level(AuditOutcome outcome) => outcome.Level ?? outcome.Result switch
    {
        AuditResult.Refused => AuditLevel.Warn,
        AuditResult.Failed or AuditResult.Interrupted => AuditLevel.Error,
        _ => null,
    };

    private static string Searchable(AuditIntent i) =>
        string.Join('\n', i.Action, i.Actor.Id, i.Actor.Name, i.Origin, i.Object?.Kind, i.Object?.Id, i.Object?.Name).ToLowerInvariant();
}
