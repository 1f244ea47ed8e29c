using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Identity;

/// <summary>One line of an OpenSSH public key: type, base64, comment.</summary>
internal static class PublicKeyText
{
    /// <summary>The line, checked so far that a private key is never sent.</summary>
    public static string Check(string text, string source)
    {
        var line = text.Trim();
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new CliException("invalid_ssh_key", $"{source} is a private key; it never leaves this machine.", $"Give the public half: {source}.pub", ExitCodes.Config);
        }

        return line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 2 && !line.Contains('\n', StringComparison.Ordinal)
            ? line
            : throw new CliException("invalid_ssh_key", $"{source} does not hold one OpenSSH public key.", "It begins with a type such as ssh-ed25519; ssh-keygen -y prints it for a private key.", ExitCodes.Config);
    }

    /// <summary>The words that identify the key: type and base64, without comment.</summary>
    public static string Identity(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));

    public static string? Comment(string line) =>
        line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [_, _, { Length: > 0 } comment] ? comment : null;
}
