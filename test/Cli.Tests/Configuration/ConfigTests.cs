using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Configuration;

public sealed class ConfigTests
{
    [Theory]
    [InlineData("""{"version":2}""", "version is 2; allowed: 1")]
    [InlineData("""{"version":1,"current":"a","profiles":{"a":{"server":"ftp://x"}}}""", "profiles.a.server is \"ftp://x\"; allowed: an http:// or https:// URL")]
    [InlineData("""{"version":1,"current":"a","profiles":{"a":{"server":"https://x","token":"xyz"}}}""", "profiles.a.token has the wrong form; allowed: a token that begins with anc_")]
    [InlineData("""{"version":1,"current":"a","profiles":{"a":{"server":"https://x","fingerprint":"abc"}}}""", "profiles.a.fingerprint is \"abc\"; allowed: 43 characters")]
    [InlineData("not json", "line 1 is not valid JSON")]
    public async Task A_bad_value_names_the_key_and_what_is_allowed(string content, string message)
    {
        using var home = new CliHome();
        Directory.CreateDirectory(home.ConfigFolder);
        await File.WriteAllTextAsync(home.ConfigFile, content, TestContext.Current.CancellationToken);
        var run = (await home.RunAsync("whoami")).ShouldExit(4);
        run.Error.ShouldContain("[config_invalid]");
        run.Error.ShouldContain(message);
        run.Error.ShouldNotContain("xyz");
    }

    [Fact]
    public async Task The_folder_may_be_chosen()
    {
        await using var server = await StubServer.StartAsync();
        using var home = new CliHome();
        home.Variables["ANCHORAGE_CONFIG_DIR"] = home.File("elsewhere");
        await home.LoginAsync(server);
        File.Exists(home.File("elsewhere", "config.json")).ShouldBeTrue();
        home.Variables.Remove("ANCHORAGE_CONFIG_DIR");
        home.Variables["XDG_CONFIG_HOME"] = home.File("xdg");
        await home.LoginAsync(server);
        File.Exists(home.File("xdg", "anchorage", "config.json")).ShouldBeTrue();
    }
}
