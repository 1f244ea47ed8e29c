using System.Text.Json.Nodes;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Shares;

public sealed class ShareTests
{
    [Fact]
    public async Task A_share_is_made_listed_changed_and_taken_back()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);

        (await home.RunAsync("share", "add", "bob@example.org", "web", "--permission", "read:cloud_instance", "--permission", "logs:cloud_instance", "--expires", "2030-01-31", "--note", "on call"))
            .ShouldExit(0).Out.ShouldBe("s1" + Environment.NewLine);
        JsonNode made = server.Bodies["POST /api/cloud/shares/save"]!;
        made["shareeId"]!.GetValue<string>().ShouldBe("bob@example.org");
        made["instanceId"]!.GetValue<string>().ShouldBe("web");
        made["permissions"]!.AsArray().Select(static p => p!.GetValue<string>()).ShouldBe(["read:cloud_instance", "logs:cloud_instance"]);
        DateTimeOffset.FromUnixTimeMilliseconds(made["expiresTimestamp"]!.GetValue<long>()).UtcDateTime.ShouldBe(new DateTime(2030, 1, 31));

        string list = (await home.RunAsync("share", "ls")).ShouldExit(0).Out;
        list.ShouldContain("bob");
        list.ShouldContain("everything");
        list.ShouldContain("(all)");

        (await home.RunAsync("share", "set", "s1", "--off")).ShouldExit(0);
        JsonNode changed = server.Bodies["POST /api/cloud/shares/save"]!;
        changed["id"]!.GetValue<string>().ShouldBe("s1");
        changed["isEnabled"]!.GetValue<bool>().ShouldBeFalse();
        changed["description"]!.GetValue<string>().ShouldBe("on call");
        changed["etag"]!.GetValue<string>().ShouldBe("1");
        changed.AsObject().ContainsKey("permissions").ShouldBeFalse();

        (await home.RunAsync("share", "rm", "s1")).ShouldExit(0);
        server.Bodies["POST /api/cloud/shares/delete"]!["id"]!.GetValue<string>().ShouldBe("s1");
    }

    [Fact]
    public async Task What_cannot_be_is_said_before_anything_is_sent()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);

        (await home.RunAsync("share", "add", "-x")).ExitCode.ShouldNotBe(0);
        (await home.RunAsync("share", "add", "bob", "--expires", "someday")).ExitCode.ShouldNotBe(0);
        (await home.RunAsync("share", "set", "s1", "--on", "--off")).Error.ShouldContain("on and off");
        (await home.RunAsync("share", "set", "s9", "--on")).Error.ShouldContain("[share_not_found]");
        server.Requests.ShouldNotContain(static r => r.StartsWith("POST /api/cloud", StringComparison.Ordinal));

        server.Next("POST /api/cloud/shares/save", async c =>
        {
            c.Response.StatusCode = 400;
            c.Response.ContentType = "application/json";
            await c.Response.Body.WriteAsync("""{"success":false,"error":"You cannot share with yourself.","code":"share_with_self"}"""u8.ToArray());
        });
        (await home.RunAsync("share", "add", "me")).Error.ShouldContain("You cannot share with yourself.");
    }
}
