using System.Net;
using System.Text.Json.Nodes;

namespace Anchorage.Api.Tests.Hosting;

public sealed class MetricsTests(ProcessFixture fixture) : IClassFixture<ProcessFixture>
{
    [Fact]
    public async Task A_process_of_this_machine_reads_them_without_signing_in()
    {
        using HttpResponseMessage answer = await fixture.Visitor.GetAsync("/metrics", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        string[] lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');
        lines.ShouldContain("anchorage_agents_connected 0");
        lines.ShouldContain("# TYPE anchorage_grain_call_duration_seconds histogram");
        lines.ShouldContain(l => l.StartsWith("anchorage_grain_calls_total{grain=\"user\",outcome=\"ok\"} ", StringComparison.Ordinal) && !l.EndsWith(" 0", StringComparison.Ordinal));
        lines.ShouldContain(l => l.StartsWith("anchorage_storage_commit_duration_seconds_count ", StringComparison.Ordinal));
        lines.ShouldContain(l => l.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal));
        lines.ShouldContain(l => l.StartsWith("kestrel_active_connections", StringComparison.Ordinal));
        lines.ShouldContain(l => l.StartsWith("dotnet_process_memory_working_set_bytes ", StringComparison.Ordinal));

        // Every family has its head once, and every line is a comment or "name[{labels}] value".
        string[] heads = [.. lines.Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2])];
        heads.ShouldBeUnique();
        lines.Where(l => l.Length > 0 && l[0] != '#').ShouldAllBe(l => System.Text.RegularExpressions.Regex.IsMatch(l, "^[a-z_0-9]+(\\{.*\\})? [-+0-9.eEInf]+$"));
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public async Task Who_comes_through_a_proxy_must_sign_in(string header)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation(header, "203.0.113.9");
        using HttpResponseMessage visitor = await fixture.Visitor.SendAsync(request, TestContext.Current.CancellationToken);
        visitor.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using HttpRequestMessage asUser = new(HttpMethod.Get, "/metrics");
        asUser.Headers.TryAddWithoutValidation(header, "203.0.113.9");
        using HttpResponseMessage user = await fixture.User.SendAsync(asUser, TestContext.Current.CancellationToken);
        user.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using HttpRequestMessage asBoss = new(HttpMethod.Get, "/metrics");
        asBoss.Headers.TryAddWithoutValidation(header, "203.0.113.9");
        using HttpResponseMessage boss = await fixture.Superadmin.SendAsync(asBoss, TestContext.Current.CancellationToken);
        boss.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Calls_per_grain_are_for_superadmins()
    {
        using HttpResponseMessage visitor = await fixture.Visitor.GetAsync("/api/admin/grains", TestContext.Current.CancellationToken);
        visitor.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using HttpResponseMessage user = await fixture.User.GetAsync("/api/admin/grains", TestContext.Current.CancellationToken);
        user.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        JsonNode items = JsonNode.Parse(await fixture.Superadmin.GetStringAsync("/api/admin/grains", TestContext.Current.CancellationToken))!["items"]!;
        JsonNode accounts = items.AsArray().Single(i => i!["type"]!.GetValue<string>() == "accounts")!;
        accounts["calls"]!.GetValue<long>().ShouldBeGreaterThan(0);
        accounts["p99Milliseconds"]!.GetValue<double>().ShouldBeGreaterThan(0);
        accounts["failed"]!.GetValue<long>().ShouldBe(0);
    }
}
