namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>A person with a key pair and OpenSSH's client.</summary>
internal sealed class SshUser : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-ssh-").FullName;

    private string KeyFile => Path.Combine(_folder, "id");

    public string PublicKey { get; private set; } = string.Empty;

    public static async Task<SshUser> NewAsync()
    {
        var user = new SshUser();
        await Shell.MustAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", user.KeyFile);
        user.PublicKey = (await File.ReadAllTextAsync(user.KeyFile + ".pub")).Trim();
        return user;
    }

    /// <summary>Runs a command by SSH as root of the instance. The first host key is remembered: a changed one is refused, as for a real user.</summary>
    public Task<(int Code, string Output)> RunAsync(int port, string command) => Shell.RunAsync(
        "ssh", "-F", "none", "-p", $"{port}", "-i", KeyFile, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=accept-new",
        "-o", $"UserKnownHostsFile={Path.Combine(_folder, "known_hosts")}", "-o", "LogLevel=ERROR", "-o", "ConnectTimeout=10", "root@127.0.0.1", command);

    public async Task<string> MustAsync(int port, string command)
    {
        var (code, output) = await RunAsync(port, command);
        code.ShouldBe(0, $"ssh {command}: {output}");
        return output;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
