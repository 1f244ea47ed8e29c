using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Instances.Machine;

/// <summary>Shells of this machine.</summary>
internal sealed class MachineShellSource(ThisMachine machine) : IShellSource
{
    // Entered as the account, not before: its home may be closed to others.
    private const string Script = """cd -- "$HOME" 2>/dev/null || cd /; exec "$1" -l""";

    private static readonly string[] Shells = ["bash", "zsh", "sh", "ash"];
    private static readonly string[] ShellFolders = ["/bin", "/usr/bin", "/usr/local/bin"];

    /// <inheritdoc/>
    public Task<ShellLaunch?> FindAsync(OpenTerminal request, CancellationToken cancellationToken)
    {
        if (!machine.Is(request.InstanceId))
        {
            return Task.FromResult<ShellLaunch?>(null);
        }

        MachineAccount account = machine.Account(request.Root);
        IReadOnlyList<string> command = ThisMachine.Command(account, "/bin/sh", "-c", Script, "sh", Shell(request.Shell, account));
        IReadOnlyList<string> environment = [.. ThisMachine.Environment(account), "TERM=xterm-256color", "COLORTERM=truecolor"];
        return Task.FromResult<ShellLaunch?>(new ShellLaunch(Process: new ProcessLaunch(command[0], [.. command.Skip(1)], environment, "/")));
    }

    private static string Shell(string? wanted, MachineAccount account)
    {
        if (wanted is null)
        {
            return account.Shell;
        }

        return Shells.Contains(wanted) && ShellFolders.Select(folder => Path.Combine(folder, wanted)).FirstOrDefault(File.Exists) is { } shell
            ? shell
            : throw new LinkRequestException(TerminalErrors.InvalidRequest, $"This machine has no shell {wanted}; the shell is one of {string.Join(", ", Shells)}.");
    }
}
