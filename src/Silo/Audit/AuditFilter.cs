using System.Globalization;
using System.Text;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Silo.Storage;

namespace Anchorage.Silo.Audit;

/// <summary>Turns a query of the audit into SQL.</summary>
internal static class AuditFilter
{
    /// <summary>The statement and its values; one row more than the page is asked for, to know whether another page follows.</summary>
    public static (string Sql, (string Name, object? Value)[] Values) Build(AuditQuery query)
    {
        StringBuilder sql = new(AuditSql.Select + " WHERE 1 = 1");
        List<(string Name, object? Value)> values = [];
        if (query.Action is { } action && action.EndsWith(".*", StringComparison.Ordinal))
        {
            // A range, not a LIKE: it uses the index. '/' follows '.' in ASCII.
            Add("$from", action[..^1], " AND action >= $from");
            Add("$to", action[..^2] + "/", " AND action < $to");
        }
        else
        {
            Add("$action", query.Action, " AND action = $action");
        }

        Add("$actor", query.ActorId, " AND actor_id = $actor");
        Add("$objectKind", query.ObjectKind, " AND object_kind = $objectKind");
        Add("$objectId", query.ObjectId, " AND object_id = $objectId");
        Add("$since", query.Since?.ToUnixTimeMilliseconds(), " AND at >= $since");
        Add("$until", query.Until?.ToUnixTimeMilliseconds(), " AND at < $until");
        Add("$outcome", query.Outcome is { } outcome ? AuditSql.Name(outcome) : null, " AND outcome = $outcome");
        Add("$visible", query.VisibleTo, " AND (actor_id = $visible OR object_owner_id = $visible)");
        Add("$text", string.IsNullOrEmpty(query.Text) ? null : PageCursor.Pattern(query.Text), " AND search LIKE $text ESCAPE '\\'");
        Add("$before", query.Cursor is { } cursor ? Position(cursor) : null, " AND id < $before");
        Add("$limit", query.Limit + 1, " ORDER BY id DESC LIMIT $limit");
        return (sql.ToString(), [.. values]);

        void Add(string name, object? value, string condition)
        {
            if (value is not null)
            {
                sql.Append(condition);
                values.Add((name, value));
            }
        }
    }

    private static long Position(string cursor) =>
        long.TryParse(PageCursor.Read(cursor, 1)[0], NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0;
}
