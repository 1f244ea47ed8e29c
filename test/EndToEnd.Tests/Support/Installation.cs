using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Anchorage.Testing;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>A server and an agent of their own, on temporary folders, a free port and a port range of their own. Disposing ends what was started and removes only what its own agent made.</summary>
internal sealed class Installation : IAsyncDisposable
{
    public const string Image = "anchorage/instance:base";
    private const int RangeSize = 90;
    private static int _ranges = Random.Shared.Next(0, 90);
    private readonly InstallationSettings _settings;
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-e2e-").FullName;
    private readonly List<RunningProgram> _ended = [];
    private DateTimeOffset _started;

    private Installation(InstallationSettings settings)
    {
        _settings = settings;
        Port = TestPorts.Free();
        // Below the system's ephemeral ports, so that no outgoing connection of the machine takes one.
        PortFrom = 10_000 + (Interlocked.Increment(ref _ranges) % 90 * 100);
    }

    public int Port { get; }

    public int PortFrom { get; }

    public int PortTo => PortFrom + RangeSize - 1;

    public Uri Url => new($"{_settings.Scheme}://127.0.0.1:{Port}");

    public string Data => Path.Combine(_folder, "data");

    public string AgentData => Path.Combine(_folder, "agent");

    public RunningProgram Server { get; private set; } = null!;

    public RunningProgram Agent { get; private set; } = null!;

    /// <summary>The first superadmin, made through the link that the server prints.</summary>
    public ApiUser Admin { get; private set; } = null!;

    public string SetupToken { get; private set; } = string.Empty;

    /// <summary>Marks what this agent made on the engine.</summary>
    public string Label => $"anchorage.installation={File.ReadAllText(Path.Combine(AgentData, "installation")).Trim()}";

    /// <summary>All that the programs printed, also those that were killed.</summary>
    public string Logs => string.Join("\n---- next program ----\n", _ended.Append(Server).Append(Agent).OfType<RunningProgram>().Select(program => program.Log));

    public static async Task<Installation> StartAsync(InstallationSettings? settings = null)
    {
        var installation = new Installation(settings ?? new InstallationSettings());
        try
        {
            await installation.StartServerAsync();
            await installation.SetUpAsync();
            if (installation._settings.HasAgent)
            {
                installation.StartAgent();
                await installation.NodeOnlineAsync();
            }

            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    public async Task StartServerAsync()
    {
        Keep(Server);
        Directory.CreateDirectory(Data);
        Dictionary<string, string> environment = new(_settings.Server)
        {
            ["ANCHORAGE_DATA"] = Data,
            ["ANCHORAGE_URLS"] = Url.ToString(),
            ["ASPNETCORE_WEBROOT"] = Repository.WebRoot,
            ["Anchorage__Nodes__PortFrom"] = $"{PortFrom}",
            ["Anchorage__Nodes__PortTo"] = $"{PortTo}",
            ["Anchorage__Nodes__MaxContainers"] = "60",
            ["HOME"] = _folder,
        };
        _started = TimeProvider.System.GetUtcNow();
        Server = RunningProgram.Start(Repository.Api, [], environment);
        using var http = ApiUser.Connect(Url);
        var last = string.Empty;
        await Eventually.HoldsAsync(
            "the server's readiness",
            120,
            async () =>
            {
                Server.HasEnded.ShouldBeFalse(Server.Log);
                try
                {
                    using var answer = await http.GetAsync("/health/ready");
                    last = await answer.Content.ReadAsStringAsync();
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException e)
                {
                    last = e.Message;
                    return false;
                }
            },
            () => last + Server.Log);
    }

    public void StartAgent(params (string Name, string Value)[] variables)
    {
        Keep(Agent);
        Dictionary<string, string> environment = new(_settings.Agent) { ["HOME"] = _folder };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        string[] arguments = ["run", "--server", Url.ToString().TrimEnd('/'), "--onboarding-key-file", Path.Combine(Data, "local-node.key"), "--data", AgentData, "--local"];
        _started = TimeProvider.System.GetUtcNow();
        Agent = RunningProgram.Start(Repository.NodeAgent, arguments, environment);
    }

    /// <summary>Waits until the agent is connected since the last start of either program and has reported what it can run, and answers the node.</summary>
    public async Task<JsonNode> NodeOnlineAsync()
    {
        string last = string.Empty;
        var online = await Eventually.GetAsync(
            "the node online",
            120,
            async () =>
            {
                var nodes = await Admin.GetAsync("/api/nodes");
                last = nodes.ToJsonString();
                return nodes["items"]!.AsArray().FirstOrDefault(IsOnline);
            },
            () => last + Agent.Log);
        if ((bool)online["docker"]!["available"]! && _settings.HasImage)
        {
            // Placement follows the first report, a moment after the link.
            await Eventually.HoldsAsync("an image on the node", 120, async () =>
                (await Admin.GetAsync("/api/images"))["items"]!.AsArray().Any(image => (bool)image!["available"]!), () => Agent.Log);
        }

        return online;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in new[] { Agent, Server })
        {
            if (program is not null)
            {
                await program.DisposeAsync();
            }
        }

        await EngineObjects.RemoveAsync(AgentData);
        await EndTerminalHostsAsync();
        Admin?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool IsOnline(JsonNode? node) =>
        (string?)node!["status"] == "online" && (DateTimeOffset)node["connectedAt"]! >= _started
        && node["docker"] is { } docker && ((bool)docker["available"]! || docker["problem"] is not null);

    private void Keep(RunningProgram? program)
    {
        if (program is not null)
        {
            _ended.Add(program);
        }
    }

    private async Task SetUpAsync()
    {
        var line = await Server.LineAsync("/setup#token=");
        SetupToken = line[(line.IndexOf("#token=", StringComparison.Ordinal) + "#token=".Length)..].Trim();
        using var http = ApiUser.Connect(Url);
        var password = ApiUser.NewPassword();
        using var answer = await http.PostAsJsonAsync("/api/auth/setup", new { token = SetupToken, username = "harbourmaster", email = "harbourmaster@example.org", password });
        answer.EnsureSuccessStatusCode();
        Admin = await ApiUser.SignInAsync(Url, "harbourmaster", password);
    }

    /// <summary>The terminal hosts of this installation's agent. They outlive it on purpose; their arguments name the agent's folder, which is ours alone.</summary>
    public IReadOnlyList<int> TerminalHosts() => [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).Where(IsTerminalHost)];

    private bool IsTerminalHost(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Contains(AgentData + "/", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task EndTerminalHostsAsync()
    {
        foreach (var id in TerminalHosts())
        {
            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It has ended meanwhile.
            }
        }

        // Until then they may write into the folder that goes next.
        await Eventually.HoldsAsync("the end of the terminal hosts", 60, () => Task.FromResult(TerminalHosts().Count == 0));
    }
}
