using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Anchorage.Benchmarks.Running;

/// <summary>A server on a free port with data of its own, and an agent when one is wanted. Ends and removes what it started and made.</summary>
internal sealed class Installation : IDisposable
{
    private const int PortsPerRun = 60;
    private readonly Dictionary<string, string> _environment;
    private readonly string _scheme;
    private Service? _agent;

    /// <param name="settings">Further variables of the server.</param>
    /// <param name="scheme">https: with the server's own authority, for clients and the agent.</param>
    public Installation(IReadOnlyDictionary<string, string>? settings = null, string scheme = "http")
    {
        _scheme = scheme;
        Folder = Directory.CreateTempSubdirectory("anchorage-bench-").FullName;
        Port = FreePort();
        int ports = Random.Shared.Next(30_000, 32_000);
        _environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ANCHORAGE_DATA"] = Path.Combine(Folder, "data"),
            ["ANCHORAGE_URLS"] = Address,
            ["Anchorage__Nodes__PortFrom"] = $"{ports}",
            ["Anchorage__Nodes__PortTo"] = $"{ports + PortsPerRun}",
        };
        if (scheme == "https")
        {
            _environment["Anchorage__Https__Mode"] = "own-ca";
        }

        foreach ((string name, string value) in settings ?? new Dictionary<string, string>())
        {
            _environment[name] = value;
        }

        Server = StartServer();
    }

    public string Folder { get; }

    public int Port { get; }

    public string Address => $"{_scheme}://127.0.0.1:{Port}";

    public string DataFolder => Path.Combine(Folder, "data");

    public Service Server { get; private set; }

    public Service Agent => _agent ?? throw new InvalidOperationException("No agent was started.");

    /// <summary>Terminal hosts of this installation's agent.</summary>
    public IEnumerable<int> TerminalHosts => Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _)).Select(n => int.Parse(n!))
        .Where(id => CommandLine(id) is { } line && line.Contains("terminal-host", StringComparison.Ordinal) && line.Contains(Folder, StringComparison.Ordinal));

    /// <summary>Processor time of server, agent and terminal hosts so far.</summary>
    public TimeSpan[] ProcessorTimes() =>
        [Server.ProcessorTime, Agent.ProcessorTime, TerminalHosts.Aggregate(TimeSpan.Zero, (sum, host) => sum + Service.ProcessorTimeOf(host))];

    /// <summary>Waits until /health/ready answers 200.</summary>
    /// <returns>Time since the process was started.</returns>
    public async Task<TimeSpan> ReadyAsync(CancellationToken stopping)
    {
        using HttpClient client = new(Handler()) { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(5) };
        return await Waiting.UntilAsync(
            "the server to be ready",
            TimeSpan.FromSeconds(60),
            TimeSpan.FromMilliseconds(5),
            async () =>
            {
                if (Server.HasEnded)
                {
                    throw new InvalidOperationException($"The server ended; see {LogOf("server")}.");
                }

                try
                {
                    using HttpResponseMessage answer = await client.GetAsync("/health/ready", stopping);
                    return answer.StatusCode == HttpStatusCode.OK ? Stopwatch.GetElapsedTime(Server.Started) : (TimeSpan?)null;
                }
                catch (HttpRequestException)
                {
                    return null;
                }
            },
            stopping);
    }

    /// <summary>Stops the server and starts it again on the same data.</summary>
    public void RestartServer()
    {
        Server.Dispose();
        Server = StartServer();
    }

    /// <summary>Starts the agent of this machine and waits until it is connected.</summary>
    /// <returns>Id of its node.</returns>
    public async Task<string> StartAgentAsync(ApiClient api, CancellationToken stopping)
    {
        string key = Path.Combine(DataFolder, "local-node.key");
        await Waiting.UntilAsync("the key of the local node", TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(50), () => Task.FromResult(File.Exists(key) ? key : null), stopping);
        _agent = new Service("NodeAgent", LogOf("agent"), ["run", "--server", Address, "--onboarding-key-file", key, "--data", Path.Combine(Folder, "agent"), "--local", "--name", "bench"]);
        return await Waiting.UntilAsync(
            "the agent to connect",
            TimeSpan.FromSeconds(60),
            TimeSpan.FromMilliseconds(100),
            async () => (await api.GetAsync("/api/nodes", stopping))["items"]!.AsArray()
                .Where(n => (string?)n!["status"] == "online" && (bool?)n["docker"]?["available"] == true).Select(n => (string?)n!["id"]).FirstOrDefault(),
            stopping);
    }

    /// <summary>For clients that measure: certificates are checked by the programs that are measured.</summary>
    public static SocketsHttpHandler Handler() => new() { MaxConnectionsPerServer = 256, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };

    public string LogOf(string program) => Path.Combine(Folder, program + ".log");

    public void Dispose()
    {
        _agent?.Dispose();
        foreach (int host in TerminalHosts.ToList())
        {
            Service.Terminate(host);
        }

        Server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? CommandLine(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline");
        }
        catch (IOException)
        {
            return null;
        }
    }

    private Service StartServer() => new("Api", LogOf("server"), [], _environment);
}
