using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Tests.Storage;
using Anchorage.Silo.Audit;
using Anchorage.Silo.Storage;

namespace Anchorage.Grains.Tests.Audit;

public sealed class AuditStoreTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly TestTime _time = new();
    private SqliteDatabase _database = null!;
    private SqliteAuditStore _audit = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.Open(_folder.File("a.db"));
        _audit = new SqliteAuditStore(_database, _time);
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_intent_is_pending_until_its_outcome_comes()
    {
        long id = await _audit.Begin(Intent("instance.create") with { Details = Details("image", "ubuntu") });
        AuditEvent pending = (await _audit.Query(new AuditQuery())).Items.ShouldHaveSingleItem();
        pending.Id.ShouldBe(id);
        pending.Outcome.ShouldBe(AuditResult.Pending);
        pending.At.ShouldBe(_time.Now);
        pending.Actor.ShouldBe(new AuditActor(AuditActorKind.User, "user:1", "Ann", "token:1"));
        pending.Object.ShouldBe(new AuditObject("instance", "inst:1", "web", "user:1"));
        pending.Origin.ShouldBe("10.0.0.1");
        pending.DurationMs.ShouldBeNull();

        await _audit.Complete(id, new AuditOutcome
        {
            Result = AuditResult.Failed,
            ErrorCode = "no_capacity",
            Duration = TimeSpan.FromSeconds(2),
            Details = Details("node", "node:1"),
        });
        AuditEvent done = (await _audit.Query(new AuditQuery())).Items.ShouldHaveSingleItem();
        done.Outcome.ShouldBe(AuditResult.Failed);
        done.Level.ShouldBe(AuditLevel.Error);
        done.ErrorCode.ShouldBe("no_capacity");
        done.DurationMs.ShouldBe(2000);
        done.Details.ShouldBe(Details("image", "ubuntu").Add("node", "node:1"), ignoreOrder: true);
    }

    [Fact]
    public async Task The_first_outcome_stays()
    {
        long id = await _audit.Begin(Intent("instance.delete"));
        await _audit.Complete(id, new AuditOutcome { Result = AuditResult.Succeeded });
        await _audit.Complete(id, new AuditOutcome { Result = AuditResult.Failed });

        (await _audit.Query(new AuditQuery())).Items.Single().Outcome.ShouldBe(AuditResult.Succeeded);
    }

    [Fact]
    public async Task What_an_earlier_process_left_pending_is_interrupted_what_this_one_began_is_not()
    {
        await _audit.Begin(Intent("instance.create"));
        SqliteAuditStore next = new(_database, _time);
        long own = await next.Begin(Intent("instance.stop"));

        (await next.InterruptUnfinished()).ShouldBe(1);
        (await next.InterruptUnfinished()).ShouldBe(0);
        AuditPage page = await next.Query(new AuditQuery());
        page.Items.Single(e => e.Id == own).Outcome.ShouldBe(AuditResult.Pending);
        page.Items.Single(e => e.Id != own).Outcome.ShouldBe(AuditResult.Interrupted);
    }

    [Fact]
    public async Task What_was_interrupted_and_is_carried_through_later_gets_its_end()
    {
        long id = await _audit.Begin(Intent("instance.create"));
        SqliteAuditStore next = new(_database, _time);
        (await next.InterruptUnfinished()).ShouldBe(1);

        await next.Complete(id, new AuditOutcome { Result = AuditResult.Succeeded });
        await next.Complete(id, new AuditOutcome { Result = AuditResult.Failed, ErrorCode = "timeout" });

        AuditEvent row = (await next.Query(new AuditQuery())).Items.ShouldHaveSingleItem();
        (row.Outcome, row.ErrorCode, row.Level).ShouldBe((AuditResult.Succeeded, null, AuditLevel.Info));
    }

    [Fact]
    public async Task Pages_walk_over_all_rows_newest_first_while_new_ones_come()
    {
        for (int i = 0; i < 25; i++)
        {
            await _audit.Begin(Intent($"a.{i}"));
        }

        List<long> seen = [];
        string? cursor = null;
        do
        {
            AuditPage page = await _audit.Query(new AuditQuery { Limit = 10, Cursor = cursor });
            seen.AddRange(page.Items.Select(e => e.Id));
            cursor = page.NextCursor;
            await _audit.Begin(Intent("later"));
        }
        while (cursor is not null);

        seen.ShouldBe(Enumerable.Range(1, 25).Select(i => (long)i).Reverse());
    }

    [Fact]
    public async Task Each_filter_finds_its_rows()
    {
        await Row("instance.create", "user:1", "Ann", "instance", "inst:1", "web", owner: "user:1");
        _time.Now += TimeSpan.FromHours(1);
        await Row("instance.delete", "user:2", "Bob", "instance", "inst:1", "web", owner: "user:1");
        _time.Now += TimeSpan.FromHours(1);
        await Row("instances.other", "user:2", "Bob", "node", "node:1", "50%_box", owner: "user:2");
        DateTimeOffset start = _time.Now - TimeSpan.FromHours(2);

        await Expect(new AuditQuery { Action = "instance.create" }, 1);
        await Expect(new AuditQuery { Action = "instance.*" }, 2, 1);
        await Expect(new AuditQuery { ActorId = "user:2" }, 3, 2);
        await Expect(new AuditQuery { ObjectKind = "instance", ObjectId = "inst:1" }, 2, 1);
        await Expect(new AuditQuery { Since = start + TimeSpan.FromMinutes(1) }, 3, 2);
        await Expect(new AuditQuery { Until = start + TimeSpan.FromHours(1) }, 1);
        await Expect(new AuditQuery { Text = "BOB" }, 3, 2);
        await Expect(new AuditQuery { Text = "0%_B" }, 3);
        await Expect(new AuditQuery { Text = "%" }, 3);
        await Expect(new AuditQuery { Text = "' OR 1=1 --" });
        await Expect(new AuditQuery { VisibleTo = "user:1" }, 2, 1);
        await Expect(new AuditQuery { Outcome = AuditResult.Pending }, 3, 2, 1);
        await Expect(new AuditQuery { Outcome = AuditResult.Refused });
        await Expect(new AuditQuery { ActorId = "user:2", ObjectKind = "instance" }, 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(201)]
    public async Task A_limit_out_of_range_is_refused(int limit) =>
        (await Should.ThrowAsync<AnchorageException>(() => _audit.Query(new AuditQuery { Limit = limit }))).Code.ShouldBe(ErrorCodes.InvalidRequest);

    [Theory]
    [InlineData("x")]
    [InlineData("!!!")]
    [InlineData("WyJhIiwiYiJd")]
    [InlineData("W251bGxd")]
    [InlineData("")]
    public async Task A_cursor_that_is_none_is_refused(string cursor) =>
        (await Should.ThrowAsync<AnchorageException>(() => _audit.Query(new AuditQuery { Cursor = cursor }))).Code.ShouldBe(ErrorCodes.InvalidRequest);

    [Fact]
    public async Task Retention_deletes_old_rows_but_no_pending_one()
    {
        long old = await _audit.Begin(Intent("old"));
        await _audit.Complete(old, new AuditOutcome { Result = AuditResult.Succeeded });
        long pending = await _audit.Begin(Intent("pending"));
        _time.Now += TimeSpan.FromDays(100);
        long recent = await _audit.Begin(Intent("recent"));

        (await _audit.Purge(_time.Now - TimeSpan.FromDays(90))).ShouldBe(1);
        (await _audit.Query(new AuditQuery())).Items.Select(e => e.Id).ShouldBe([recent, pending]);
    }

    [Fact]
    public async Task A_number_is_not_used_again_after_a_purge()
    {
        long id = await _audit.Begin(Intent("a"));
        await _audit.Complete(id, new AuditOutcome { Result = AuditResult.Succeeded });
        await _audit.Purge(_time.Now + TimeSpan.FromDays(1));

        (await _audit.Begin(Intent("b"))).ShouldBeGreaterThan(id);
    }

    private static AuditIntent Intent(string action) => new()
    {
        Action = action,
        Actor = new AuditActor(AuditActorKind.User, "user:1", "Ann", "token:1"),
        Origin = "10.0.0.1",
        Object = new AuditObject("instance", "inst:1", "web", "user:1"),
    };

    private static ImmutableDictionary<string, string> Details(string name, string value) =>
        ImmutableDictionary<string, string>.Empty.Add(name, value);

    private Task Row(string action, string actor, string name, string kind, string id, string objectName, string owner) =>
        _audit.Begin(Intent(action) with
        {
            Actor = new AuditActor(AuditActorKind.User, actor, name),
            Object = new AuditObject(kind, id, objectName, owner),
        });

    private async Task Expect(AuditQuery query, params long[] ids) =>
        (await _audit.Query(query)).Items.Select(e => e.Id).ShouldBe(ids, query.ToString());
}
