using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Identity;

namespace Anchorage.Cli.Ssh;

/// <summary>Sees to it that the user has a key with which instances let them in.</summary>
internal sealed class SshKeySetup(Invocation call, ApiClient api)
{
    private static readonly string[] UserKeys = ["id_ed25519", "id_ecdsa", "id_rsa", "id_ed25519_sk", "id_ecdsa_sk"];
    private static readonly TimeSpan ProgramLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SyncLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SyncPause = TimeSpan.FromMilliseconds(300);

    /// <summary>A registered key of this machine; makes and registers one, and says so, where there is none.</summary>
    public async Task<SshIdentity> EnsureAsync(CancellationToken cancel)
    {
        var registered = await RegisteredAsync(cancel);
        var own = await OwnAsync(cancel);
        foreach (var (file, line) in own)
        {
            var match = registered.FirstOrDefault(k => k.PublicKey is { } key && PublicKeyText.Identity(key) == PublicKeyText.Identity(line));
            if (match is not null)
            {
                return new SshIdentity(file, match);
            }
        }

        var publicKey = await MakeAsync(cancel);
        var label = $"anchorage on {Environment.MachineName}";
        var created = await api.PostAsync("/api/users/me/ssh-keys", new SshKeyCreate(label, publicKey), ApiJson.Default.SshKeyCreate, ApiJson.Default.SshKeyInfo, cancel);
        call.Output.Note($"You had no SSH key that this machine holds and the server knows: registered {created.Value.Fingerprint} ({call.Store.KeyFile}).");
        return new SshIdentity(call.Store.KeyFile, created.Value);
    }

    /// <summary>Waits until the running instances know the key.</summary>
    /// <exception cref="CliException">ssh_key_not_synced after 30 s.</exception>
    public async Task WaitForSyncAsync(SshIdentity identity, CancellationToken cancel)
    {
        using var deadline = new RequestDeadline(SyncLimit, api.Time, cancel);
        try
        {
            var synced = identity.Key.Synced;
            while (!synced)
            {
                await Task.Delay(SyncPause, api.Time, deadline.Token);
                synced = (await RegisteredAsync(deadline.Token)).FirstOrDefault(k => k.Id == identity.Key.Id)?.Synced ?? true;
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CliException("ssh_key_not_synced", "The instance does not know your key yet.", "Is its node online? anchorage node ls; then connect again.", ExitCodes.Timeout);
        }
    }

    private async Task<IReadOnlyList<SshKeyInfo>> RegisteredAsync(CancellationToken cancel) =>
        [.. (await api.ListAsync("/api/users/me/ssh-keys", 10_000, ApiJson.Default.SshKeyInfo, cancel)).Select(k => k.Value)];

    // Our own key first, then those that ssh tries by itself, then those of an agent.
    private async Task<List<(string? File, string Line)>> OwnAsync(CancellationToken cancel)
    {
        var keys = new List<(string?, string)>();
        var folder = Path.Combine(call.Environment.HomeDirectory, ".ssh");
        foreach (var file in UserKeys.Select(name => Path.Combine(folder, name)).Prepend(call.Store.KeyFile))
        {
            if (File.Exists(file) && File.Exists(file + ".pub"))
            {
                keys.Add((file, (await File.ReadAllTextAsync(file + ".pub", cancel)).Trim()));
            }
        }

        if (call.Environment.Variable("SSH_AUTH_SOCK") is not null && call.Environment.Programs.Find("ssh-add") is { } sshAdd)
        {
            keys.AddRange(await FromAgentAsync(sshAdd, cancel));
        }

        return keys;
    }

    private async Task<IEnumerable<(string? File, string Line)>> FromAgentAsync(string sshAdd, CancellationToken cancel)
    {
        try
        {
            var listed = await call.Environment.Programs.RunAsync(sshAdd, ["-L"], ProgramLimit, cancel);
            return listed.ExitCode == 0
                ? listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => ((string?)null, line))
                : [];
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    private async Task<string> MakeAsync(CancellationToken cancel)
    {
        var file = call.Store.KeyFile;
        if (!File.Exists(file))
        {
            call.Store.EnsureDirectory();
            var keygen = call.Environment.Programs.Find("ssh-keygen") ?? throw SshPrograms.Missing("ssh-keygen");
            var made = await call.Environment.Programs.RunAsync(keygen, ["-q", "-t", "ed25519", "-N", "", "-C", $"anchorage@{Environment.MachineName}", "-f", file], ProgramLimit, cancel);
            if (made.ExitCode != 0)
            {
                throw new CliException("ssh_key_not_made", $"ssh-keygen failed: {made.Error.Trim()}", $"Check that you may write to {call.Store.Directory}.", ExitCodes.Config);
            }
        }

        return PublicKeyText.Check(await File.ReadAllTextAsync(file + ".pub", cancel), file + ".pub");
    }
}
