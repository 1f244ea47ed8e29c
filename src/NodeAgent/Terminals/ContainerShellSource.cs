using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Shells in containers: by runc itself where its state is at hand, else by the Engine's exec API. Both keep every limit of the container.</summary>
/// <param name="containers">Finds running containers.</param>
internal sealed class ContainerShellSource(IContainerShell containers) : IShellSource
{
    // Runs in the container, as its user. HOME comes from the container; the shell is looked for where the container's PATH leads.
    private const string Script = """
        cd -- "${HOME:-/}" 2>/dev/null || cd /
        for name in "$@"; do
          shell=$(command -v -- "$name") && { SHELL=$shell; export SHELL; exec "$shell" -l; }
        done
        echo "This image has none of these shells: $*" >&2
        exit 127
        """;

    private const string NoRoot = "What runs in a container runs as the container's own user.";

    private static readonly string[] Shells = ["bash", "zsh", "sh", "ash"];
    private static readonly string[] Preferred = ["bash", "zsh", "sh"];
    private static readonly string[] Environment = ["TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8"];
    private static readonly string[] ProgramFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <inheritdoc/>
    public async Task<ShellLaunch?> FindAsync(OpenTerminal request, CancellationToken cancellationToken)
    {
        if (request.Shell is { } wanted && !Shells.Contains(wanted))
        {
            throw new LinkRequestException(TerminalErrors.InvalidRequest, $"The shell is one of {string.Join(", ", Shells)}.");
        }

        if (request.Root)
        {
            throw new LinkRequestException(WorkErrors.RootNotAllowed, NoRoot);
        }

        RunningContainer container = await containers.FindAsync(request.InstanceId, cancellationToken);
        string[] names = request.Shell is null ? Preferred : [request.Shell];
        string[] command = ["/bin/sh", "-c", Script, "sh", .. names];
        return container.RuncRoot is { } root && Directory.Exists(Path.Combine(root, container.ContainerId)) && FindRunc() is { } runc
            ? new ShellLaunch(Runc: new RuncLaunch(runc, root, container.ContainerId, command, Environment))
            : new ShellLaunch(Engine: new EngineLaunch(container.Engine, container.ContainerId, command, Environment));
    }

    private static string? FindRunc() => ProgramFolders.Select(static folder => Path.Combine(folder, "runc")).FirstOrDefault(File.Exists);
}
