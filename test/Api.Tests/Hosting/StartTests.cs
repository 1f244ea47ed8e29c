using System.Diagnostics;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>A start that cannot succeed says why in one line and ends with code 4.</summary>
public sealed class StartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData("ANCHORAGE_URLS", "ftp://example", "ANCHORAGE_URLS", "http://127.0.0.1:7070")]
    [InlineData("ANCHORAGE_URLS", "http://0.0.0.0:1;nonsense", "ANCHORAGE_URLS", "nonsense")]
    [InlineData("ANCHORAGE_DATA", "relative/folder", "Anchorage:Data:Path", "absolute path")]
    [InlineData("Anchorage__Accounts__SessionLife", "soon", "Anchorage:Accounts:SessionLife", "soon")]
    [InlineData("Anchorage__Accounts__SessionLife", "9999.00:00:00", "Anchorage:Accounts:SessionLife", "between")]
    [InlineData("Anchorage__Logging__Format", "xml", "Anchorage:Logging:Format", "text, json")]
    [InlineData("Anchorage__Https__Mode", "maybe", "Anchorage:Https:Mode", "own-ca")]
    [InlineData("Anchorage__Https__KnownProxies__0", "proxy", "Anchorage:Https:KnownProxies", "IP address")]
    [InlineData("Anchorage__Silo__ResponseTimeout", "00:00:00", "Anchorage:Silo:ResponseTimeout", "between")]
    public async Task A_bad_setting_is_named_with_what_is_allowed(string name, string value, string setting, string allowed)
    {
        await using ServerProcess server = ServerProcess.Start(null, (name, value));
        (await server.ExitAsync(Patience)).ShouldBe(4, server.Output);
        string line = OneLine(server);
        line.ShouldContain(setting);
        line.ShouldContain(allowed);
    }

    [Fact]
    public async Task A_second_server_on_one_data_folder_is_refused()
    {
        await using ServerProcess first = ServerProcess.Start();
        await first.ReadyAsync();
        await using ServerProcess second = ServerProcess.Start(first.Folder);
        (await second.ExitAsync(Patience)).ShouldBe(4, second.Output);
        OneLine(second).ShouldContain("another server works on");
        using HttpClient client = new();
        (await client.GetStringAsync($"{first.Url}/health/ready", TestContext.Current.CancellationToken)).ShouldContain("\"database\"");
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        await using ServerProcess first = ServerProcess.Start();
        await first.ReadyAsync();
        await using ServerProcess second = ServerProcess.Start(null, ("ANCHORAGE_URLS", first.Url));
        (await second.ExitAsync(Patience)).ShouldBe(4, second.Output);

        // What was done before stands above; the reason is the last line, without a trace.
        second.Output.ShouldNotContain("   at ");
        string last = second.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
        last.ShouldStartWith("Anchorage cannot start: ");
        last.ShouldContain(first.Url);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_named()
    {
        string file = Path.GetTempFileName();
        try
        {
            await using ServerProcess server = ServerProcess.Start(Path.Combine(file, "data"));
            (await server.ExitAsync(Patience)).ShouldBe(4, server.Output);
            OneLine(server).ShouldContain("Anchorage:Data:Path");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string OneLine(ServerProcess server)
    {
        string[] lines = server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string line = lines.ShouldHaveSingleItem();
        line.ShouldStartWith("Anchorage cannot start: ");
        return line;
    }
}
