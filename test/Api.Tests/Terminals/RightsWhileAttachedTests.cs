using System.Diagnostics;
using System.Text.Json;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Terminals;

/// <summary>A right that ends while somebody is attached ends the attach within two seconds, with the reason in a frame and in the close code.</summary>
public sealed class RightsWhileAttachedTests
{
    /// <summary>Two seconds are promised; what is above them is for a busy machine.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData("account disabled", "signed_out_disabled", 4401)]
    [InlineData("token revoked", "not_signed_in", 4401)]
    [InlineData("password changed", "not_signed_in", 4401)]
    [InlineData("instance deleted", "terminal_not_found", 4404)]
    [InlineData("superadmin made user", "instance_not_found", 4404)]
    [InlineData("superadmin made admin", "forbidden", 4403)]
    public async Task It_ends_the_attach_with_its_reason_and_nobody_elses(string what, string code, int closeCode)
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, realTerminals: true);
        Person owner = await server.NewPersonAsync();
        Person boss = await server.NewPersonAsync("superadmin");
        string instance = await owner.NewInstanceAsync();
        string terminal = (await owner.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(201)["terminal.id"];
        Answer made = (await owner.PostAsync("/api/tokens", new { label = "attach" })).ShouldBe(201);
        bool concernsBoss = what.StartsWith("superadmin", StringComparison.Ordinal);
        await using TerminalWindow window = await TerminalWindow.AttachAsync(
            concernsBoss ? boss : what == "token revoked" ? owner.With(made["token"]) : owner, terminal);
        await using TerminalWindow bystander = await TerminalWindow.AttachAsync(concernsBoss ? owner : boss, terminal);
        await window.TypeAsync("echo before-$((1))\n");
        await bystander.ShowsAsync("before-1");

        long start;
        if (what == "instance deleted")
        {
            Answer deleted = await owner.DeleteAsync($"/api/instances/{instance}?purge=true");
            await owner.EndOfAsync(deleted.ShouldBe(202));
            start = Stopwatch.GetTimestamp();
        }
        else
        {
            start = Stopwatch.GetTimestamp();
            await EndAsync(server, what, owner, boss, made);
        }

        await window.Ended.WaitAsync(TimeSpan.FromSeconds(10));

        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(Promise);
        JsonElement notice = await window.ControlAsync("error");
        notice.GetProperty("code").GetString().ShouldBe(code);
        notice.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        window.CloseCode.ShouldBe(closeCode);
        window.CloseReason.ShouldBe(code);
        if (what != "instance deleted")
        {
            await bystander.TypeAsync("echo after-$((1))\n");
            await bystander.ShowsAsync("after-1");
            window.Text.ShouldNotContain("after-1");
        }
    }

    private static async Task EndAsync(TestServer server, string what, Person owner, Person boss, Answer token)
    {
        switch (what)
        {
            case "account disabled":
                (await server.Superadmin.PatchAsync($"/api/users/{owner.Id}", new { status = "disabled" })).ShouldBe(200);
                break;
            case "token revoked":
                (await owner.DeleteAsync($"/api/tokens/{token["apiToken.id"]}")).ShouldBe(204);
                break;
            case "password changed":
                (await server.Superadmin.PostAsync($"/api/users/{owner.Id}/password", new { newPassword = "something else" })).ShouldBe(200);
                break;
            default:
                (await server.Superadmin.PatchAsync($"/api/users/{boss.Id}", new { role = what.Split(' ')[^1] })).ShouldBe(200);
                break;
        }
    }
}
