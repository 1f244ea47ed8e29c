namespace Anchorage.Benchmarks.Running;

/// <summary>A key pair and the ways the OpenSSH client is started with it.</summary>
internal sealed class SshKey
{
    private readonly string _path;

    public SshKey(string folder)
    {
        _path = Path.Combine(folder, "key");
        Shell.Run("ssh-keygen", ["-q", "-t", "ed25519", "-N", string.Empty, "-C", "bench", "-f", _path]);
        Public = File.ReadAllText(_path + ".pub").Trim();
    }

    public string Public { get; }

    public string PublicFile => _path + ".pub";

    /// <summary>Arguments of ssh before the remote command.</summary>
    public IEnumerable<string> Arguments(int port, params IEnumerable<string> options) =>
    [
        "-F", "none", "-i", _path, "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
        "-o", "BatchMode=yes", "-p", $"{port}", .. options, "root@127.0.0.1",
    ];

    /// <summary>Arguments of scp; a remote place is <c>root@127.0.0.1:PATH</c>.</summary>
    public IEnumerable<string> CopyArguments(int port, string from, string to) =>
    [
        "-q", "-F", "none", "-i", _path, "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes",
        "-P", $"{port}", from, to,
    ];

    /// <summary>Logs in and runs <c>true</c>.</summary>
    public void Login(int port) => Shell.Run("ssh", [.. Arguments(port), "true"]);
}
