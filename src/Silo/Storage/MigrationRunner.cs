using System.Globalization;
using System.Reflection;

namespace Anchorage.Silo.Storage;

/// <summary>Brings the schema forward, one embedded file at a time, each in one transaction. There is no way back: an older release
/// refuses a newer file, and a file of the past must not change.</summary>
internal static class MigrationRunner
{
    private const string Prefix = "Anchorage.Silo.Storage.Migrations.Sqlite.";

    /// <summary>The migrations of this release, in order.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } = Load(typeof(MigrationRunner).Assembly);

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="SchemaException">The file is newer than this release, or an applied migration was changed.</exception>
    public static void Apply(SqliteSession session, IReadOnlyList<Migration> migrations, TimeProvider time)
    {
        session.Execute(
            "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)");
        List<(int Number, string Checksum)> applied = session.Query(
            "SELECT number, checksum FROM schema_migrations ORDER BY number",
            r => (r.GetInt32(0), r.GetString(1)));
        Verify(applied, migrations);
        foreach (Migration migration in migrations.Skip(applied.Count))
        {
            Apply(session, migration, time);
        }
    }

    private static void Verify(List<(int Number, string Checksum)> applied, IReadOnlyList<Migration> migrations)
    {
        if (applied.Count > migrations.Count)
        {
            throw new SchemaException(
                string.Create(CultureInfo.InvariantCulture, $"its schema is number {applied.Count}, this release knows {migrations.Count}"));
        }

        for (int i = 0; i < applied.Count; i++)
        {
            if (applied[i].Number != migrations[i].Number || applied[i].Checksum != migrations[i].Checksum)
            {
                throw new SchemaException($"migration {migrations[i].Name} is not the one that was applied");
            }
        }
    }

    private static void Apply(SqliteSession session, Migration migration, TimeProvider time)
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            using (Microsoft.Data.Sqlite.SqliteCommand command = session.Connection.CreateCommand())
            {
                command.CommandText = migration.Sql;
                command.ExecuteNonQuery();
            }

            session.Execute(
                "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ($number, $name, $checksum, $at)",
                ("$number", migration.Number),
                ("$name", migration.Name),
                ("$checksum", migration.Checksum),
                ("$at", time.GetUtcNow().ToUnixTimeMilliseconds()));
            session.Execute("COMMIT");
        }
        catch
        {
            session.Execute("ROLLBACK");
            throw;
        }
    }

    private static List<Migration> Load(Assembly assembly)
    {
        List<Migration> migrations = [];
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            using StreamReader reader = new(stream);
            string name = resource[Prefix.Length..];
            migrations.Add(new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }

        return migrations;
    }
}
