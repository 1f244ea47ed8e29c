using System.Collections.Immutable;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Storage;
using Microsoft.Data.Sqlite;

namespace Anchorage.Silo.Storage;

/// <summary>The document index on SQLite.</summary>
internal sealed class SqliteDocumentIndex(SqliteDatabase database) : IDocumentIndex
{
    private const string UpsertSql =
        """
        INSERT INTO documents (kind, id, owner_id, name, folded, sort_key, json) VALUES ($kind, $id, $owner, $name, $folded, $sort, $json)
        ON CONFLICT (kind, id) DO UPDATE SET owner_id = $owner, name = $name, folded = $folded, sort_key = $sort, json = $json
        """;

    public Task Upsert(IndexedDocument document) => database.Write(s => s.Execute(
        UpsertSql,
        ("$kind", document.Kind),
        ("$id", document.Id),
        ("$owner", document.OwnerId),
        ("$name", document.Name),
        ("$folded", document.Name.ToLowerInvariant()),
        ("$sort", document.SortKey),
        ("$json", document.Json)));

    public Task Remove(string kind, string id) =>
        database.Write(s => s.Execute("DELETE FROM documents WHERE kind = $kind AND id = $id", ("$kind", kind), ("$id", id)));

    public async Task<Page<IndexedDocument>> Query(string kind, string? ownerId = null, string? text = null, string? cursor = null, int limit = 50)
    {
        PageCursor.Limit(limit, IDocumentIndex.MaxLimit);
        string[]? after = cursor is null ? null : PageCursor.Read(cursor, 2);
        List<(string, object?)> values = [("$kind", kind), ("$limit", limit + 1)];
        string sql = "SELECT kind, id, owner_id, name, sort_key, json FROM documents WHERE kind = $kind";
        if (ownerId is not null)
        {
            sql += " AND owner_id = $owner";
            values.Add(("$owner", ownerId));
        }

        if (!string.IsNullOrEmpty(text))
        {
            sql += " AND folded LIKE $text ESCAPE '\\'";
            values.Add(("$text", PageCursor.Pattern(text)));
        }

        if (after is not null)
        {
            sql += " AND (sort_key, id) > ($sort, $id)";
            values.Add(("$sort", after[0]));
            values.Add(("$id", after[1]));
        }

        sql += " ORDER BY sort_key, id LIMIT $limit";
        List<IndexedDocument> rows = await database.Read(s => s.Query(sql, Map, [.. values]));
        bool more = rows.Count > limit;
        ImmutableArray<IndexedDocument> items = [.. rows.Take(limit)];
        return new Page<IndexedDocument>(items, more ? PageCursor.Write(items[^1].SortKey, items[^1].Id) : null);
    }

    private static IndexedDocument Map(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5));
}
