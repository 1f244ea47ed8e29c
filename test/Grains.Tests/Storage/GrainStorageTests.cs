using System.Collections.Immutable;
using System.Text;
using Anchorage.Silo.Storage;
using Orleans.Storage;

namespace Anchorage.Grains.Tests.Storage;

public sealed class GrainStorageTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private SqliteDatabase _database = null!;
    private SqliteGrainStorage _storage = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.Open(_folder.File("a.db"));
        _storage = new SqliteGrainStorage("Default", _database, TimeProvider.System);
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_state_that_was_never_written_is_new_and_has_no_etag()
    {
        GrainState<Item> state = await Read("user:1");

        state.State.ShouldBe(new Item());
        state.ETag.ShouldBeNull();
        state.RecordExists.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_written_is_read_and_the_etag_counts_up()
    {
        GrainState<Item> state = new() { State = new Item { Number = 1, Text = "ü" } };
        await Write("user:1", state);
        state.ETag.ShouldBe("1");
        state.State = state.State with { Number = 2 };
        await Write("user:1", state);

        GrainState<Item> read = await Read("user:1");
        read.State.ShouldBe(new Item { Number = 2, Text = "ü" });
        read.ETag.ShouldBe("2");
        read.RecordExists.ShouldBeTrue();
    }

    [Fact]
    public async Task A_writer_with_an_old_etag_is_refused_and_changes_nothing()
    {
        GrainState<Item> first = new() { State = new Item { Number = 1 } };
        await Write("user:1", first);
        GrainState<Item> second = await Read("user:1");
        await Write("user:1", first);

        InconsistentStateException e = await Should.ThrowAsync<InconsistentStateException>(() => Write("user:1", second));
        e.StoredEtag.ShouldBe("2");
        e.CurrentEtag.ShouldBe("1");
        (await Read("user:1")).ETag.ShouldBe("2");
    }

    [Fact]
    public async Task Two_first_writers_do_not_both_win()
    {
        await Write("user:1", new GrainState<Item> { State = new Item { Number = 1 } });

        await Should.ThrowAsync<InconsistentStateException>(() => Write("user:1", new GrainState<Item> { State = new Item { Number = 2 } }));
        (await Read("user:1")).State!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task An_etag_from_before_a_clear_never_fits_again()
    {
        GrainState<Item> old = new() { State = new Item { Number = 1 } };
        await Write("user:1", old);
        GrainState<Item> clearing = await Read("user:1");
        await _storage.ClearStateAsync("s", Id("user:1"), clearing);
        clearing.RecordExists.ShouldBeFalse();
        clearing.ETag.ShouldBeNull();
        await Write("user:1", new GrainState<Item> { State = new Item { Number = 9 } });

        await Should.ThrowAsync<InconsistentStateException>(() => Write("user:1", old));
        await Should.ThrowAsync<InconsistentStateException>(() => _storage.ClearStateAsync("s", Id("user:1"), old));
        (await Read("user:1")).State!.Number.ShouldBe(9);
    }

    [Fact]
    public async Task Keys_that_look_alike_as_hexadecimal_do_not_share_a_row()
    {
        string[] keys = ["b1", "B1", "0b1", "00b1", "b1 ", "177", "0xb1", "user:b1", "user:B1"];
        for (int i = 0; i < keys.Length; i++)
        {
            await Write(keys[i], new GrainState<Item> { State = new Item { Number = i } });
        }

        for (int i = 0; i < keys.Length; i++)
        {
            (await Read(keys[i])).State!.Number.ShouldBe(i, keys[i]);
        }
    }

    [Fact]
    public async Task State_names_types_and_stores_are_kept_apart()
    {
        SqliteGrainStorage other = new("PubSubStore", _database, TimeProvider.System);
        await Write("user:1", new GrainState<Item> { State = new Item { Number = 1 } });
        GrainState<Item> a = new();
        GrainState<Item> b = new();
        GrainState<Item> c = new();
        await _storage.ReadStateAsync("other", Id("user:1"), a);
        await _storage.ReadStateAsync("s", GrainId.Create("other", "user:1"), b);
        await other.ReadStateAsync("s", Id("user:1"), c);

        a.RecordExists.ShouldBeFalse();
        b.RecordExists.ShouldBeFalse();
        c.RecordExists.ShouldBeFalse();
    }

    [Fact]
    public void The_stored_key_is_the_type_and_the_key() =>
        SqliteGrainStorage.Key(GrainId.Create("user", "user:7f")).ShouldBe("user/user:7f");

    [Fact]
    public async Task State_with_fields_added_or_taken_away_still_loads()
    {
        byte[] later = Encoding.UTF8.GetBytes("""{"number":5,"text":"x","addedLater":{"deep":[1,2]},"alsoLater":true}""");
        byte[] earlier = Encoding.UTF8.GetBytes("""{"Number":6}""");
        await Insert("user:later", later);
        await Insert("user:earlier", earlier);

        (await Read("user:later")).State.ShouldBe(new Item { Number = 5, Text = "x" });
        (await Read("user:earlier")).State.ShouldBe(new Item { Number = 6 });
    }

    [Fact]
    public async Task Immutable_collections_and_enums_come_back_as_they_were()
    {
        GrainState<Rich> state = new()
        {
            State = new Rich
            {
                List = [1, 2],
                Map = ImmutableDictionary<string, Item>.Empty.Add("k", new Item { Number = 3 }),
                Day = DayOfWeek.Friday,
                At = DateTimeOffset.UnixEpoch.AddTicks(12_345),
            },
        };
        await _storage.WriteStateAsync("rich", Id("user:1"), state);
        GrainState<Rich> read = new();
        await _storage.ReadStateAsync("rich", Id("user:1"), read);

        read.State!.List.ShouldBe([1, 2]);
        read.State!.Map["k"].Number.ShouldBe(3);
        read.State!.Day.ShouldBe(DayOfWeek.Friday);
        read.State!.At.ShouldBe(state.State!.At);
    }

    [Fact]
    public async Task Sixty_four_writers_lose_nothing_and_a_refused_write_leaves_its_neighbours_alone()
    {
        const int Writers = 64;
        const int Rounds = 25;
        int conflicts = 0;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            GrainState<Item> state = new() { State = new Item() };
            for (int i = 1; i <= Rounds; i++)
            {
                state.State = new Item { Number = i };
                await Write($"user:{w}", state);
                GrainState<Item> stale = new() { State = new Item { Number = -1 }, ETag = "0" };
                await Should.ThrowAsync<InconsistentStateException>(() => Write($"user:{w}", stale));
                Interlocked.Increment(ref conflicts);
            }
        })));

        conflicts.ShouldBe(Writers * Rounds);
        for (int w = 0; w < Writers; w++)
        {
            GrainState<Item> read = await Read($"user:{w}");
            read.State!.Number.ShouldBe(Rounds);
            read.ETag.ShouldBe(Rounds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static GrainId Id(string key) => GrainId.Create("test", key);

    private Task Write(string key, GrainState<Item> state) => _storage.WriteStateAsync("s", Id(key), state);

    private async Task<GrainState<Item>> Read(string key)
    {
        GrainState<Item> state = new();
        await _storage.ReadStateAsync("s", Id(key), state);
        return state;
    }

    private Task Insert(string key, byte[] json) => _database.Write(s => s.Execute(
        "INSERT INTO grain_state (store, state_name, grain_id, version, json, changed_at) VALUES ('Default', 's', $grain, 1, $json, 0)",
        ("$grain", "test/" + key),
        ("$json", json)));

    public sealed record Rich
    {
        public ImmutableArray<int> List { get; init; } = [];

        public ImmutableDictionary<string, Item> Map { get; init; } = ImmutableDictionary<string, Item>.Empty;

        public DayOfWeek Day { get; init; }

        public DateTimeOffset At { get; init; }
    }
}
