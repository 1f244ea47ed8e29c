using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Instances;

namespace Anchorage.Cli.Ssh;

/// <summary>
/// The options with which OpenSSH reaches an instance. The host key is remembered under the instance's id, so it is found again
/// whatever address or port leads there, and in a file of our own, so the user's known_hosts stays as it is.
/// </summary>
internal static class SshOptions
{
    public static IReadOnlyList<(string Name, string Value)> For(Invocation call, ServerTarget target, InstanceInfo instance, string instanceName, string? identityFile, string? user)
    {
        var options = new List<(string, string)>
        {
            ("HostKeyAlias", $"anchorage-{instance.Id}"),
            ("UserKnownHostsFile", Quote(call.Store.KnownHostsFile)),
            ("HashKnownHosts", "no"),
            ("StrictHostKeyChecking", "accept-new"),
            ("ProxyCommand", ProxyCommand(call, target, instanceName)),
            ("User", user ?? LoginName(instance)),
        };
        if (identityFile is not null)
        {
            options.Add(("IdentityFile", Quote(identityFile)));
            options.Add(("IdentitiesOnly", "yes"));
        }

        return options;
    }

    /// <summary>The account in the server's own command line for this instance; root if it gives none.</summary>
    private static string LoginName(InstanceInfo instance)
    {
        var word = instance.SshCommand?.Split(' ').FirstOrDefault(w => w.Contains('@', StringComparison.Ordinal));
        var name = word?[..word.IndexOf('@', StringComparison.Ordinal)] ?? "";
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && name[0] is not '-' ? name : "root";
    }

    private static string ProxyCommand(Invocation call, ServerTarget target, string instance)
    {
        List<string> words = [.. call.Environment.SelfCommand, "ssh-proxy"];
        words.AddRange(target.Profile is { } profile ? ["--profile", profile] : ["--server", target.Url.GetLeftPart(UriPartial.Authority)]);
        words.AddRange(["--config-dir", call.Store.Directory, "--", instance]);
        return string.Join(' ', words.Select(ShellWord));
    }

    // ssh gives the line to the user's shell and expands % before.
    private static string ShellWord(string word)
    {
        var text = word.Replace("%", "%%", StringComparison.Ordinal);
        return text.All(c => char.IsAsciiLetterOrDigit(c) || "_/.:@%+=,-".Contains(c, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static string Quote(string path) => path.AsSpan().IndexOfAny("\"\n") < 0
        ? $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\""
        : throw CliException.Config($"The path {path} holds a quotation mark, which ssh cannot take; allowed: any other path.", "Choose another folder with --config-dir.");
}
