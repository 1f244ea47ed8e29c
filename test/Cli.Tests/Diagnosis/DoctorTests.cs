using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Diagnosis;

public sealed class DoctorTests
{
    [Fact]
    [Trait("case", "P-38")]
    public async Task A_healthy_way_passes_with_the_schema()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var report = (await home.RunAsync("doctor", "-o", "json")).ShouldExit(0).Json;
        report.GetProperty("schema_version").GetInt32().ShouldBe(1);
        report.GetProperty("duration_ms").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        report.GetProperty("downgrade_history").GetArrayLength().ShouldBe(0);
        var summary = report.GetProperty("summary");
        summary.GetProperty("fail").GetInt32().ShouldBe(0);
        summary.GetProperty("total").GetInt32().ShouldBe(report.GetProperty("checks").GetArrayLength());
        foreach (var check in report.GetProperty("checks").EnumerateArray())
        {
            check.EnumerateObject().Select(p => p.Name).ShouldBe(["domain", "name", "status", "code", "message", "next_action", "details", "fix_applied", "fix_failed", "duration_ms"]);
        }

        var reachable = report.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "server_reachable");
        reachable.GetProperty("details").GetProperty("engine").GetString().ShouldBe("single-process");
    }

    [Fact]
    [Trait("case", "P-38")]
    public async Task A_dead_server_fails_and_what_depends_on_it_is_skipped()
    {
        using var home = new CliHome();
        await using (var server = await StubServer.StartAsync())
        {
            await home.LoginAsync(server);
        }

        var report = (await home.RunAsync("doctor", "-o", "json")).ShouldExit(2).Json;
        Status(report, "server_reachable").ShouldBe("fail");
        Status(report, "token_valid").ShouldBe("skip");
        (await home.RunAsync("doctor", "ssh")).ShouldExit(0).Out.ShouldNotContain("network");
    }

    [Fact]
    [Trait("case", "P-38")]
    public async Task A_readable_configuration_is_a_warning()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        File.SetUnixFileMode(home.ConfigFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var run = (await home.RunAsync("doctor", "auth")).ShouldExit(1);
        run.Out.ShouldContain("[config_not_private]");
    }

    private static string? Status(System.Text.Json.JsonElement report, string name) =>
        report.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name).GetProperty("status").GetString();
}
