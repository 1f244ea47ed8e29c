using Anchorage.Silo.Storage;

namespace Anchorage.Grains.Tests.Storage;

public sealed class MigrationTests : IDisposable
{
    private static readonly Migration One = new(1, "0001_a.sql", "CREATE TABLE a (n);\nCREATE TABLE b (n);");
    private static readonly Migration Two = new(2, "0002_b.sql", "INSERT INTO a VALUES (1);");

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Embedded_migrations_are_numbered_without_a_gap() =>
        MigrationRunner.Embedded.Select(m => m.Number).ShouldBe(Enumerable.Range(1, MigrationRunner.Embedded.Count));

    [Fact]
    public void Each_is_applied_once_and_later_ones_follow()
    {
        using SqliteSession session = Open();
        MigrationRunner.Apply(session, [One], TimeProvider.System);
        MigrationRunner.Apply(session, [One, Two], TimeProvider.System);
        MigrationRunner.Apply(session, [One, Two], TimeProvider.System);

        session.Scalar("SELECT count(*) FROM a").ShouldBe(1L);
        session.Scalar("SELECT count(*) FROM schema_migrations").ShouldBe(2L);
    }

    [Fact]
    public void A_changed_migration_is_refused()
    {
        using SqliteSession session = Open();
        MigrationRunner.Apply(session, [One], TimeProvider.System);

        Should.Throw<SchemaException>(() => MigrationRunner.Apply(session, [One with { Sql = "CREATE TABLE other (n);" }, Two], TimeProvider.System))
            .Message.ShouldContain("0001_a.sql");
        session.Scalar("SELECT count(*) FROM a").ShouldBe(0L);
    }

    [Fact]
    public void Line_ends_do_not_change_the_checksum() =>
        new Migration(1, "x", "a;\r\nb;").Checksum.ShouldBe(new Migration(1, "x", "a;\nb;").Checksum);

    [Fact]
    public void A_migration_that_fails_leaves_no_trace()
    {
        using SqliteSession session = Open();
        Migration broken = new(2, "0002_broken.sql", "CREATE TABLE c (n);\nINSERT INTO missing VALUES (1);");
        Should.Throw<Microsoft.Data.Sqlite.SqliteException>(() => MigrationRunner.Apply(session, [One, broken], TimeProvider.System));

        session.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'c'").ShouldBe(0L);
        session.Scalar("SELECT count(*) FROM schema_migrations").ShouldBe(1L);
    }

    [Fact]
    public async Task A_file_of_a_newer_release_is_refused_in_words()
    {
        string file = _folder.File("a.db");
        using (SqliteDatabase database = await TestDatabase.Open(file))
        {
            await database.Write(s => s.Execute("INSERT INTO schema_migrations VALUES (99, '0099_future.sql', 'x', 0)"));
        }

        using SqliteDatabase older = await TestDatabase.Open(file);
        older.Health.Problem.ShouldBe(StorageProblem.Schema);
        older.Health.Message.ShouldContain("start the release that wrote it");
    }

    private SqliteSession Open() => SqliteSession.Open(_folder.File("m.db"), TimeSpan.FromSeconds(1), SessionMode.Writer);
}
