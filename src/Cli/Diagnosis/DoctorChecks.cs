using System.Net;
using System.Net.Sockets;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Http;
using Anchorage.Cli.Identity;

namespace Anchorage.Cli.Diagnosis;

/// <summary>The checks of "doctor". One that needs what an earlier one missed is skipped, not failed.</summary>
internal sealed class DoctorChecks(Invocation call)
{
    private ServerTarget? _target;
    private bool _reachable;

    /// <summary>All checks, in the order in which they build on each other.</summary>
    public IEnumerable<(string Domain, string Name, Func<CancellationToken, Task<Finding>> Run)> All() =>
    [
        ("auth", "config_present", _ => Task.FromResult(ConfigPresent())),
        ("auth", "config_private", _ => Task.FromResult(ConfigPrivate())),
        ("network", "dns_resolve", ResolveAsync),
        ("network", "server_reachable", ReachAsync),
        ("network", "server_ready", ReadyAsync),
        ("auth", "token_valid", TokenAsync),
        ("network", "sockets_pass", SocketsAsync),
        ("ssh", "ssh_client", _ => Task.FromResult(Program("ssh"))),
        ("ssh", "ssh_keygen", _ => Task.FromResult(Program("ssh-keygen"))),
        ("ssh", "managed_key", _ => Task.FromResult(ManagedKey())),
        ("ssh", "key_registered", KeyRegisteredAsync),
    ];

    private Finding ConfigPresent()
    {
        _target = call.Target();
        return Finding.Pass($"Signed in to {_target.Url.GetLeftPart(UriPartial.Authority)}.", ("file", call.Store.ConfigFile));
    }

    private Finding ConfigPrivate()
    {
        if (OperatingSystem.IsWindows() || !File.Exists(call.Store.ConfigFile))
        {
            return Finding.Skip("There is no configuration file.");
        }

        var open = ((File.GetUnixFileMode(call.Store.ConfigFile) | File.GetUnixFileMode(call.Store.Directory)) & PrivateFile.OthersMask) != UnixFileMode.None;
        return open
            ? Finding.Warn("config_not_private", $"Others may read {call.Store.Directory}, which holds a token.", $"chmod 700 {call.Store.Directory}; chmod 600 {call.Store.ConfigFile}") with { Repair = _ => MakePrivate(call.Store.Directory, call.Store.ConfigFile) }
            : Finding.Pass("Only you may read the configuration.");
    }

    private async Task<Finding> ResolveAsync(CancellationToken cancel)
    {
        if (_target is not { } target)
        {
            return Finding.Skip("No server is known.");
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(target.Url.Host, cancel);
            return Finding.Pass($"{target.Url.Host} resolves.", ("addresses", string.Join(" ", addresses.Select(a => a.ToString()))));
        }
        catch (SocketException failure)
        {
            return Finding.Fail("server_unreachable", $"{target.Url.Host} does not resolve: {failure.Message}.", "Check the name and the DNS of this machine.");
        }
    }

    private async Task<Finding> ReachAsync(CancellationToken cancel)
    {
        if (_target is null)
        {
            return Finding.Skip("No server is known.");
        }

        var config = await call.Api().GetAsync("/api/auth/config", ApiJson.Default.AuthConfig, cancel);
        _reachable = true;
        return Finding.Pass("The server answers.", ("version", config.Value.Version ?? "unknown"), ("engine", config.Value.Engine ?? "unknown"), ("key", call.Api().Trust.Seen?.Fingerprint ?? "plain HTTP"));
    }

    private async Task<Finding> ReadyAsync(CancellationToken cancel)
    {
        if (!_reachable)
        {
            return Finding.Skip("The server does not answer.");
        }

        var ready = (await call.Api().GetAsync("/health/ready", ApiJson.Default.Readiness, cancel)).Value;
        return ready.Status == "ok"
            ? Finding.Pass("The server is ready.")
            : Finding.Warn("server_degraded", $"The server reports {ready.Status}.", "Ask its administrator to look at /health/ready.");
    }

    private async Task<Finding> TokenAsync(CancellationToken cancel)
    {
        if (!_reachable)
        {
            return Finding.Skip("The server does not answer.");
        }

        var me = (await call.Api().GetAsync("/api/auth/me", ApiJson.Default.WhoAmI, cancel)).Value;
        return Finding.Pass($"Signed in as {me.User.Username}.", ("role", me.User.Role ?? "unknown"));
    }

    private async Task<Finding> SocketsAsync(CancellationToken cancel)
    {
        if (!_reachable)
        {
            return Finding.Skip("The server does not answer.");
        }

        var probe = new SocketProbe(call.Api());
        if (await probe.MeasureAsync(null, cancel) is not { } server)
        {
            return Finding.Fail("websocket_blocked", "WebSockets to the server do not come through, though requests do.", "A proxy on the way must pass WebSocket upgrades and must not buffer them.");
        }

        var nodes = await call.Api().ListAsync("/api/nodes", SocketProbe.MaxNodes, ApiJson.Default.NodeInfo, cancel);
        var measured = new List<(string Key, string Value)> { ("server", SocketProbe.Text(server)) };
        foreach (var node in nodes.Select(n => n.Value).Where(n => n.Status == "online"))
        {
            measured.Add((node.Name, await probe.MeasureAsync(node.Id, cancel) is { } time ? SocketProbe.Text(time) : "no answer"));
        }

        return measured.Any(m => m.Value == "no answer")
            ? Finding.Warn("node_unreachable", $"The server has no way to {string.Join(", ", measured.Where(m => m.Value == "no answer").Select(m => m.Key))} though it is online.", "Restart the agent on that machine: anchorage node ls")
            : Finding.Pass("WebSockets come through.", [.. measured]);
    }

    private Finding Program(string name) => call.Environment.Programs.Find(name) is { } path
        ? Finding.Pass($"{name} is installed.", ("path", path))
        : Finding.Fail("program_missing", $"{name} is not installed.", "Install the OpenSSH client: apt-get install openssh-client");

    private Finding ManagedKey()
    {
        if (!File.Exists(call.Store.KeyFile))
        {
            return Finding.Skip("No key was made yet; \"anchorage ssh\" makes one when it is needed.");
        }

        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(call.Store.KeyFile) & PrivateFile.OthersMask) != UnixFileMode.None
            ? Finding.Fail("config_not_private", $"Others may read {call.Store.KeyFile}; ssh refuses such a key.", $"chmod 600 {call.Store.KeyFile}") with { Repair = _ => MakePrivate(null, call.Store.KeyFile) }
            : Finding.Pass("The key of this command is private.", ("file", call.Store.KeyFile));
    }

    private async Task<Finding> KeyRegisteredAsync(CancellationToken cancel)
    {
        if (!_reachable || !File.Exists(call.Store.KeyFile + ".pub"))
        {
            return Finding.Skip("There is no key, or no server to ask.");
        }

        var line = (await File.ReadAllTextAsync(call.Store.KeyFile + ".pub", cancel)).Trim();
        var own = PublicKeyText.Identity(line);
        var keys = await call.Api().ListAsync("/api/users/me/ssh-keys", 10_000, ApiJson.Default.SshKeyInfo, cancel);
        return keys.Any(k => k.Value.PublicKey is { } key && PublicKeyText.Identity(key) == own)
            ? Finding.Pass("The server knows the key of this command.")
            : Finding.Warn("ssh_key_not_registered", "The server does not know the key of this command.", $"anchorage keys add {call.Store.KeyFile}.pub") with { Repair = limit => RegisterAsync(line, limit) };
    }

    private Task RegisterAsync(string line, CancellationToken cancel) => call.Api().PostAsync(
        "/api/users/me/ssh-keys", new SshKeyCreate($"anchorage on {Environment.MachineName}", line), ApiJson.Default.SshKeyCreate, ApiJson.Default.SshKeyInfo, cancel);

    private static Task MakePrivate(string? directory, string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (directory is not null)
            {
                File.SetUnixFileMode(directory, PrivateFile.DirectoryMode);
            }

            File.SetUnixFileMode(file, PrivateFile.FileMode);
        }

        return Task.CompletedTask;
    }
}
