using System.Text;
using System.Text.RegularExpressions;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Secrets;

/// <summary>One secret of each kind is used; afterwards none stands in any log, in the database's bytes or in the audit.</summary>
public sealed partial class CanaryTests : EndToEndTest
{
    [Fact]
    public async Task No_secret_that_was_used_is_found_in_logs_database_or_audit()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync(new InstallationSettings
        {
            Server = new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Debug" },
        }));
        using var user = await ApiUser.SignUpAsync(server.Url, "canary");
        using var key = await SshUser.NewAsync();
        var instance = await user.CreateAsync("cage", key);
        await key.MustAsync(instance.Port("ssh"), "true");
        var onboarding = (string)(await server.Admin.PostAsync("/api/nodes/onboarding-keys", new { label = "canary" })).Must(201).Json!["key"]!;
        var terminal = (await user.PostAsync("/api/terminals", new { instanceId = instance.Id(), columns = 80, rows = 24 })).Must(201).Json!["terminal"]!.Id();
        var ticket = (string)(await user.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).Must(200, 201).Json!["ticket"]!;
        await UseAsync(server, ticket);
        var made = (await server.Admin.PostAsync("/api/users", new { username = "given", email = "given@example.org" })).Must(201).Json!;
        var wrong = ApiUser.NewPassword();
        using (var http = ApiUser.Connect(server.Url))
        {
            using var login = new StringContent($$"""{"username":"{{user.Name}}","password":"{{wrong}}"}""", Encoding.UTF8, "application/json");
            ((int)(await http.PostAsync("/api/auth/login", login)).StatusCode).ShouldBe(401);
        }

        var session = await SessionAsync(server, user);
        Dictionary<string, string> secrets = new()
        {
            ["password"] = user.Password,
            ["wrong password"] = wrong,
            ["generated password"] = (string)made["password"]!,
            ["session"] = session,
            ["API token"] = user.Token,
            ["onboarding key"] = onboarding,
            ["local onboarding key"] = (await File.ReadAllTextAsync(Path.Combine(server.Data, "local-node.key"))).Trim(),
            ["set-up token"] = server.SetupToken,
            ["private key"] = PrivateHalf(key),
            ["terminal ticket"] = ticket,
        };

        Dictionary<string, string> places = new() { ["audit"] = (await server.Admin.GetAsync("/api/audit?limit=200")).ToJsonString() };
        foreach (var file in Directory.EnumerateFiles(server.Data, "anchorage.db*"))
        {
            places[Path.GetFileName(file)] = Encoding.Latin1.GetString(await ReadSharedAsync(file));
        }

        // The set-up link is printed on purpose, once.
        places["logs"] = string.Join('\n', server.Logs.Split('\n').Where(line => !line.Contains("/setup#token=", StringComparison.Ordinal)));
        places.Keys.ShouldContain("anchorage.db-wal");
        places["audit"].ShouldContain("instance.create");
        var found = secrets.SelectMany(secret => places.Where(place => Parts(secret.Value).Any(part => place.Value.Contains(part, StringComparison.Ordinal))).Select(place => $"{secret.Key} in {place.Key}"));
        found.ShouldBeEmpty();
        await user.RemoveAsync("cage");
    }

    // The secret part of a composed token counts too, whatever stands before it.
    private static IEnumerable<string> Parts(string secret) => Separator().Split(secret).Where(part => part.Length >= 20).Append(secret).Distinct();

    private static string PrivateHalf(SshUser key) => File.ReadAllLines(key.KeyFile)[2];

    private static async Task UseAsync(Installation server, string ticket)
    {
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        // A ticket is bound to the origin that asked for it; a program has none.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/ws/terminal?ticket={Uri.EscapeDataString(ticket)}"), limit.Token);
        (await socket.ReceiveAsync(new ArraySegment<byte>(new byte[4096]), limit.Token)).Count.ShouldBeGreaterThan(0);
    }

    private static async Task<string> SessionAsync(Installation server, ApiUser user)
    {
        using var http = ApiUser.Connect(server.Url);
        using var login = new StringContent($$"""{"username":"{{user.Name}}","password":"{{user.Password}}"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/api/auth/login", login);
        answer.EnsureSuccessStatusCode();
        return Regex.Match(answer.Headers.GetValues("Set-Cookie").Single(), "anchorage_session=([^;]+)").Groups[1].Value;
    }

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    [GeneratedRegex("[._]")]
    private static partial Regex Separator();
}
