namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>A person with a key pair and OpenSSH's client. The first host key of an instance is remembered; a changed one is refused.</summary>
internal sealed class SshUser : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-e2e-ssh-").FullName;

    private SshUser(string? keyFile) => KeyFile = keyFile ?? Path.Combine(_folder, "id");

    public string KeyFile { get; }

    public string KnownHosts => Path.Combine(_folder, "known_hosts");

    public string PublicKey => File.ReadAllText(KeyFile + ".pub").Trim();

    public static async Task<SshUser> NewAsync()
    {
        var user = new SshUser(null);
        await Tool.MustAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", user.KeyFile);
        return user;
    }

    /// <summary>With a private key that exists, as a file that only its owner may read.</summary>
    public static SshUser With(string keyFile) => new(keyFile);

    public Task<ToolResult> RunAsync(int port, string command) => Tool.RunAsync(
        "ssh", "-F", "none", "-p", $"{port}", "-i", KeyFile, "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=accept-new",
        "-o", $"UserKnownHostsFile={KnownHosts}", "-o", "LogLevel=ERROR", "-o", "ConnectTimeout=10", "root@127.0.0.1", command);

    public async Task<string> MustAsync(int port, string command)
    {
        var result = await RunAsync(port, command);
        result.Code.ShouldBe(0, $"ssh -p {port} {command}: {result.Output}");
        return result.Standard;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
