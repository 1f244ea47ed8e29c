using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Events;

public sealed class EventTests(ServerFixture fixture)
{
    private TestServer Server => fixture.Server;

    [Theory]
    [InlineData("sse")]
    [InlineData("hub")]
    public async Task A_client_that_comes_back_gets_what_it_missed_once_and_in_order(string door)
    {
        Person person = await Server.NewPersonAsync();
        long last;
        await using (EventReader first = await OpenAsync(door, person, null))
        {
            await ChangeAsync(person, "one");
            last = (await first.UntilAsync(e => e.Name == "audit.appended" && e.Payload.ToString().Contains("token.create", StringComparison.Ordinal))).Number;
        }

        await ChangeAsync(person, "two");
        await ChangeAsync(person, "three");
        await using EventReader second = await OpenAsync(door, person, last);
        await Wait.UntilAsync(() => Task.FromResult(second.Seen.Count(e => e.Name == "audit.appended") >= 2), "two rows");

        second.Seen.ShouldNotContain(e => e.Name == "resync");
        second.Seen[0].Number.ShouldBe(last + 1);
        second.Seen.Select(e => e.Number).ShouldBe(Enumerable.Range(0, second.Seen.Count).Select(i => last + 1 + i));
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("hub")]
    public async Task A_client_whose_last_event_is_unknown_is_told_to_fetch_everything(string door)
    {
        Person person = await Server.NewPersonAsync();
        await ChangeAsync(person, "one");

        // From before this server's time, and from a future that it does not know.
        foreach (long last in (long[])[17, 9_000_000_000_000_000])
        {
            await using EventReader reader = await OpenAsync(door, person, last);
            (await reader.UntilAsync(e => e.Name == "resync")).ShouldBe(reader.Seen[0]);
            await ChangeAsync(person, "two");
            await reader.UntilAsync(e => e.Name == "audit.appended");
        }
    }

    [Fact]
    public async Task Nobody_hears_of_what_belongs_to_others()
    {
        Person owner = await Server.NewPersonAsync();
        Person other = await Server.NewPersonAsync();
        Person admin = await Server.NewPersonAsync("admin");
        await using EventReader mine = await EventReader.SseAsync(owner);
        await using EventReader theirs = await EventReader.HubAsync(other);
        await using EventReader house = await EventReader.SseAsync(admin);

        // Publishers look up two-second-old administrators.
        await Wait.UntilAsync(
            async () =>
            {
                await ChangeAsync(owner, "knock");
                return house.Seen.Any(e => e.Name == "audit.appended" && e.Payload.GetProperty("actor").GetProperty("id").GetString() == owner.Id);
            },
            "the administrator hears of the house");

        string id = await owner.NewInstanceAsync("secret-name");
        (string terminal, _) = await owner.NewTerminalAsync(id);
        await mine.UntilAsync(e => e.Name == "instance.updated" && e.Payload.GetProperty("status").GetString() == "running");
        await mine.UntilAsync(e => e.Name == "terminal.updated");
        await house.UntilAsync(e => e.Name == "instance.updated" && e.Payload.GetProperty("id").GetString() == id);

        // What the other does arrives after everything that the owner did before.
        await ChangeAsync(other, "marker");
        await theirs.UntilAsync(e => e.Name == "audit.appended");
        string[] heard = [.. theirs.Seen.Select(e => e.Payload.ToString())];
        foreach (string foreign in (string[])[id, terminal, owner.Id, owner.Name, "secret-name"])
        {
            heard.ShouldAllBe(h => !h.Contains(foreign, StringComparison.Ordinal));
        }

        // Terminals are the owner's alone: an administrator keeps the house and never looks inside.
        house.Seen.ShouldNotContain(e => e.Name.StartsWith("terminal.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Topics_choose_what_comes()
    {
        Person person = await Server.NewPersonAsync();
        await using EventReader reader = await EventReader.SseAsync(person, "?topics=instances");
        await ChangeAsync(person, "one");
        await person.NewInstanceAsync();

        await reader.UntilAsync(e => e.Name == "instance.updated");

        reader.Seen.Where(e => e.Name.Contains('.', StringComparison.Ordinal)).ShouldAllBe(e => e.Name.StartsWith("instance.", StringComparison.Ordinal));
        (await person.GetAsync("/api/events?topics=,")).ShouldBe(400);
    }

    [Fact, Trait("case", "P-31")]
    public async Task The_eleventh_stream_of_one_address_is_refused_with_a_way_out()
    {
        Person person = await Server.NewPersonAsync();
        List<EventReader> open = [];
        try
        {
            for (int i = 0; i < 10; i++)
            {
                open.Add(await EventReader.SseAsync(person));
            }

            Answer refused = await person.GetAsync("/api/events");
            refused.ShouldBe(503);
            refused.Headers.GetValues("X-SSE-Fallback").ShouldBe(["polling"]);
            await using EventReader elsewhere = await EventReader.SseAsync(await Server.NewPersonAsync());

            await open[0].DisposeAsync();
            await Wait.UntilAsync(async () => await TryAsync(person, open), "a place is free again");
        }
        finally
        {
            foreach (EventReader reader in open)
            {
                await reader.DisposeAsync();
            }
        }
    }

    private static async Task<bool> TryAsync(Person person, List<EventReader> open)
    {
        try
        {
            open[0] = await EventReader.SseAsync(person);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Task<EventReader> OpenAsync(string door, Person person, long? last) =>
        door == "sse" ? EventReader.SseAsync(person, last: last) : EventReader.HubAsync(person, last ?? 0);

    private static async Task ChangeAsync(Person person, string label) => (await person.PostAsync("/api/tokens", new { label })).ShouldBe(201);
}
