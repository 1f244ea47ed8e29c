using System.Collections.Immutable;
using System.Text.Json;
using Anchorage.Grains.Abstractions.Audit;
using Microsoft.Data.Sqlite;

namespace Anchorage.Silo.Audit;

/// <summary>SQL of <see cref="SqliteAuditStore"/>.</summary>
internal static class AuditSql
{
    public const string Insert =
        """
        INSERT INTO audit (at, level, action, actor_kind, actor_id, actor_name, credential_id, origin,
                           object_kind, object_id, object_name, object_owner_id, outcome, details, search)
        VALUES ($at, $level, $action, $actorKind, $actorId, $actorName, $credential, $origin,
                $objectKind, $objectId, $objectName, $objectOwner, 'pending', $details, $search)
        RETURNING id
        """;

    /// <summary>What a restart marked as interrupted may still end: operations outlive the process that began them.</summary>
    public const string Complete =
        """
        UPDATE audit SET outcome = $outcome, error_code = $error, duration_ms = $duration,
                         level = coalesce($level, CASE outcome WHEN 'interrupted' THEN 'info' ELSE level END),
                         object_id = coalesce($objectId, object_id), details = $details, search = search || $search
        WHERE id = $id AND outcome IN ('pending', 'interrupted')
        """;

    public const string Interrupt =
        "UPDATE audit SET outcome = 'interrupted', level = 'warn' WHERE outcome = 'pending' AND id < $firstOwn";

    public const string Select =
        """
        SELECT id, at, level, action, actor_kind, actor_id, actor_name, credential_id, origin,
               object_kind, object_id, object_name, object_owner_id, outcome, error_code, details, duration_ms
        FROM audit
        """;

    /// <summary>Stored name of a value.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>Reads a row of <see cref="Select"/>.</summary>
    public static AuditEvent Map(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        Level = Parse<AuditLevel>(row.GetString(2)),
        Action = row.GetString(3),
        Actor = new AuditActor(Parse<AuditActorKind>(row.GetString(4)), row.GetString(5), row.GetString(6), Text(row, 7)),
        Origin = Text(row, 8),
        Object = Text(row, 9) is { } kind ? new AuditObject(kind, Text(row, 10), Text(row, 11), Text(row, 12)) : null,
        Outcome = Parse<AuditResult>(row.GetString(13)),
        ErrorCode = Text(row, 14),
        Details = JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(row.GetString(15))
            ?? ImmutableDictionary<string, string>.Empty,
        DurationMs = row.IsDBNull(16) ? null : row.GetInt64(16),
    };

    private static T Parse<T>(string name)
        where T : struct, Enum => Enum.Parse<T>(name, ignoreCase: true);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
