using System.Text.RegularExpressions;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Tunnels;

/// <summary>The same over HTTPS with the installation's own authority: agent and command line pin its key.</summary>
public sealed class HttpsTests : EndToEndTest
{
    [Fact]
    public async Task Agent_and_command_line_pin_the_servers_key_and_refuse_another()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync(new InstallationSettings
        {
            Scheme = "https",
            Server = new Dictionary<string, string> { ["Anchorage__Https__Mode"] = "own-ca" },
        }));
        using var user = await ApiUser.SignUpAsync(server.Url, "pinned");
        using var stranger = new CliUser();
        var unknown = await stranger.RunWithInputAsync(user.Password + "\n", "login", server.Url.ToString(), "--username", user.Name, "--password-stdin");
        unknown.Code.ShouldBe(2, unknown.Output);
        unknown.Errors.ShouldContain("ssl_untrusted");
        var pin = Regex.Match(unknown.Errors, "--fingerprint ([A-Za-z0-9_-]{43})").Groups[1].Value;

        using var wrong = new CliUser();
        var refused = await wrong.RunWithInputAsync(
            user.Password + "\n", "login", server.Url.ToString(), "--username", user.Name, "--password-stdin", "--fingerprint", Reversed(pin));
        refused.Code.ShouldBe(2, refused.Output);
        refused.Errors.ShouldContain("ssl_pin_mismatch");

        using var cli = await CliUser.SignInAsync(user, "--fingerprint", pin);
        await cli.MustAsync("instances", "create", "sealed", "--memory", "256", "--cpus", "0.5");
        (await cli.MustAsync("ssh", "sealed", "--", "echo", "aboard")).ShouldBe("aboard");

        // A new certificate comes with every start; its key, and so the pin, stays.
        await server.Server.StopAsync();
        await server.StartServerAsync();
        await server.NodeOnlineAsync();
        await cli.MustAsync("instances", "rm", "sealed", "--yes");
    }

    private static string Reversed(string pin)
    {
        var letters = pin.ToCharArray();
        (letters[0], letters[1]) = (letters[0] == 'A' ? 'B' : 'A', letters[1] == 'A' ? 'B' : 'A');
        return new string(letters);
    }
}
