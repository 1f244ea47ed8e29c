using System.Text.RegularExpressions;
using Anchorage.Cli.Errors;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Errors;

public sealed partial class ExplainTests
{
    [Fact]
    [Trait("case", "P-37")]
    public async Task Every_built_in_code_is_explained_without_a_server()
    {
        using var home = new CliHome();
        ErrorCatalog.BuiltIn.All.Count().ShouldBeGreaterThan(40);
        foreach (var entry in ErrorCatalog.BuiltIn.All)
        {
            entry.Message.ShouldNotBeNullOrWhiteSpace();
            entry.Cause.ShouldNotBeNullOrWhiteSpace();
            entry.Fix.ShouldNotBeNullOrWhiteSpace();
            (await home.RunAsync("explain", entry.Code)).ShouldExit(0).Out.ShouldContain(entry.Fix!);
        }
    }

    [Fact]
    public async Task Upper_case_and_brackets_do_not_matter()
    {
        using var home = new CliHome();
        (await home.RunAsync("explain", "[NODE_OFFLINE]", "-o", "json")).ShouldExit(0).Json.GetProperty("status").GetInt32().ShouldBe(503);
    }

    [Fact]
    [Trait("case", "P-37")]
    public async Task An_unknown_code_exits_4_and_a_newer_server_is_asked_first()
    {
        using var home = new CliHome();
        (await home.RunAsync("explain", "brand_new")).ShouldExit(4).Error.ShouldStartWith("[unknown_code]");
        await using var server = await StubServer.StartAsync();
        await home.LoginAsync(server);
        (await home.RunAsync("explain", "brand_new")).ShouldExit(0).Out.ShouldContain("A newer server.");
        (await home.RunAsync("explain", "nothing_like_it")).ShouldExit(4);
    }

    [Fact]
    public void Every_code_that_the_contract_names_in_an_answer_is_known()
    {
        var contract = File.ReadAllText(Repository.File("docs", "api", "rest.md"));
        var codes = StatusAndCode().Matches(contract).Select(m => m.Groups[1].Value).Distinct().ToArray();
        codes.Length.ShouldBeGreaterThan(10);
        codes.Where(c => ErrorCatalog.BuiltIn.Find(c) is null).ShouldBeEmpty();
    }

    [Fact]
    public void Every_code_that_this_command_prints_is_known()
    {
        var codes = Directory.EnumerateFiles(Repository.File("src", "Cli"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => ThrownCode().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Distinct().ToArray();
        codes.Length.ShouldBeGreaterThan(20);
        codes.Append("usage").Where(c => ErrorCatalog.BuiltIn.Find(c) is null).ShouldBeEmpty();
    }

    [GeneratedRegex(@"[45]\d\d `([a-z]+(?:_[a-z]+)+)`")]
    private static partial Regex StatusAndCode();

    [GeneratedRegex(@"(?:new CliException|=> new|throw new|Finding\.(?:Fail|Warn))\(\s*""([a-z]+(?:_[a-z]+)+)""")]
    private static partial Regex ThrownCode();
}
