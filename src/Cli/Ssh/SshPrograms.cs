using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Ssh;

/// <summary>The OpenSSH programs of this machine.</summary>
internal static class SshPrograms
{
    public static CliException Missing(string program) => new(
        "program_missing",
        $"The program {program} is not installed.",
        "Install the OpenSSH client: apt-get install openssh-client (Debian), dnf install openssh-clients (Fedora).",
        ExitCodes.Config);
}
