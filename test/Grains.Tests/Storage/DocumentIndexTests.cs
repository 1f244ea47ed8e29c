using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Silo.Storage;

namespace Anchorage.Grains.Tests.Storage;

public sealed class DocumentIndexTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private SqliteDatabase _database = null!;
    private IDocumentIndex _index = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.Open(_folder.File("a.db"));
        _index = new SqliteDocumentIndex(_database);
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_entry_is_replaced_and_removed_by_its_kind_and_id()
    {
        await _index.Upsert(Document("a", name: "first"));
        await _index.Upsert(Document("a", name: "second"));
        await _index.Upsert(new IndexedDocument("node", "a", null, "other kind", "s", "{}"));

        (await List()).ShouldHaveSingleItem().Name.ShouldBe("second");
        await _index.Remove("instance", "a");
        await _index.Remove("instance", "a");
        (await List()).ShouldBeEmpty();
        (await _index.Query("node")).Items.ShouldHaveSingleItem().OwnerId.ShouldBeNull();
    }

    [Fact]
    public async Task Owner_and_text_narrow_the_list()
    {
        await _index.Upsert(Document("a", owner: "user:1", name: "Web-ÄÖ"));
        await _index.Upsert(Document("b", owner: "user:2", name: "web_2"));
        await _index.Upsert(Document("c", owner: "user:1", name: "db"));

        (await Ids(ownerId: "user:1")).ShouldBe(["a", "c"]);
        (await Ids(text: "WEB")).ShouldBe(["a", "b"]);
        (await Ids(text: "äö")).ShouldBe(["a"]);
        (await Ids(text: "_")).ShouldBe(["b"]);
        (await Ids(ownerId: "user:2", text: "db")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_show_each_entry_that_stays_exactly_once()
    {
        for (int i = 0; i < 30; i++)
        {
            await _index.Upsert(Document($"i{i:00}", sort: $"s{i / 10}"));
        }

        List<string> seen = [];
        string? cursor = null;
        do
        {
            Page<IndexedDocument> page = await _index.Query("instance", cursor: cursor, limit: 7);
            seen.AddRange(page.Items.Select(d => d.Id));
            cursor = page.NextCursor;
            await _index.Upsert(Document($"before{seen.Count}", sort: "a"));
            await _index.Remove("instance", "i00");
        }
        while (cursor is not null);

        seen.ShouldBe(Enumerable.Range(0, 30).Select(i => $"i{i:00}"));
    }

    [Fact]
    public async Task Limits_and_cursors_are_checked()
    {
        (await Should.ThrowAsync<AnchorageException>(() => _index.Query("instance", limit: 0))).Code.ShouldBe(ErrorCodes.InvalidRequest);
        (await Should.ThrowAsync<AnchorageException>(() => _index.Query("instance", limit: 201))).Code.ShouldBe(ErrorCodes.InvalidRequest);
        (await Should.ThrowAsync<AnchorageException>(() => _index.Query("instance", cursor: "?"))).Code.ShouldBe(ErrorCodes.InvalidRequest);
    }

    private static IndexedDocument Document(string id, string? owner = null, string name = "n", string sort = "s") =>
        new("instance", id, owner, name, sort, "{}");

    private async Task<IEnumerable<IndexedDocument>> List() => (await _index.Query("instance")).Items;

    private async Task<IEnumerable<string>> Ids(string? ownerId = null, string? text = null) =>
        (await _index.Query("instance", ownerId, text)).Items.Select(d => d.Id);
}
