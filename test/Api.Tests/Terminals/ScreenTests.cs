using System.Net.WebSockets;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Terminals;

public sealed class ScreenTests(ServerFixture fixture)
{
    [Fact]
    public async Task A_screen_is_read_and_searched_over_a_granted_stream()
    {
        Person person = await fixture.Server.NewPersonAsync();
        (string id, _) = await person.NewTerminalAsync(await person.NewInstanceAsync());

        Answer screen = (await person.GetAsync($"/api/terminals/{id}/screen?scrollback=10")).ShouldBe(200);
        screen.Json.GetProperty("lines")[0].GetString().ShouldBe("$ hello");
        screen.Json.GetProperty("scrollback")[0].GetString().ShouldBe("above");
        screen["cursor.column"].ShouldBe("7");
        Answer search = (await person.GetAsync($"/api/terminals/{id}/search?q=hel+*&regex=true")).ShouldBe(200);
        search.Json.GetProperty("matches")[0].GetProperty("text").GetString().ShouldBe("$ hello");
        search["truncated"].ShouldBe("False");

        foreach (string wrong in (string[])["screen?scrollback=10001", "screen?scrollback=x", "search", "search?q=a&limit=0", "search?q=a&limit=1001", $"search?q={new string('a', 257)}"])
        {
            (await person.GetAsync($"/api/terminals/{id}/{wrong}")).ShouldBe(400, "invalid_request");
        }
    }

    [Fact]
    public async Task A_preview_is_in_no_list_of_viewers_and_needs_only_the_right_to_see_output()
    {
        Person person = await fixture.Server.NewPersonAsync();
        (string id, _) = await person.NewTerminalAsync(await person.NewInstanceAsync());
        Person watcher = await person.NewTokenAsync("read:cloud_instance", "logs:cloud_instance");

        (await watcher.PostAsync($"/api/terminals/{id}/ticket", new { role = "type" })).ShouldBe(403, "scope_missing");
        string url = (await watcher.PostAsync($"/api/terminals/{id}/ticket", new { role = "preview" })).ShouldBe(200)["url"];
        (ClientWebSocket? socket, int status) = await watcher.UpgradeAsync(url);
        status.ShouldBe(101);
        (await person.GetAsync($"/api/terminals/{id}")).Text.ShouldContain("\"viewers\":[]");
        socket!.Dispose();
    }
}
