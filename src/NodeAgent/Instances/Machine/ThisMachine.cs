using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;

namespace Anchorage.NodeAgent.Instances.Machine;

/// <summary>This machine as an instance: its id is the node's, and all that is done on it is done as the account that its administrator named.</summary>
/// <param name="options">The agent's settings; without them the machine is not offered.</param>
internal sealed class ThisMachine(AgentOptions? options = null)
{
    /// <summary>The account that is used when none is named and the agent is root.</summary>
    internal const string DefaultAccount = "anchorage";

    private const string Root = "root";
    private const string SetPrivileges = "setpriv";
    private static readonly string[] ProgramFolders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];

    private volatile string? _nodeId;

    /// <summary>True when this machine lets itself be managed.</summary>
    internal bool IsOffered => options is { Machine: true };

    /// <summary>The folder under which its files are shown.</summary>
    internal string FilesRoot => options?.FilesRoot ?? "/";

    /// <summary>Says which node this machine is.</summary>
    internal void Use(string nodeId) => _nodeId = nodeId;

    /// <summary>True when the id is this machine's.</summary>
    internal bool Is(string instanceId) => IsOffered && instanceId == _nodeId;

    /// <summary>As whom work on this machine is done.</summary>
    /// <param name="asRoot">As root, where the machine's administrator allows it.</param>
    /// <exception cref="LinkRequestException"><c>run_as_unavailable</c>: there is no such account, or the agent may not act for it. <c>root_not_allowed</c>.</exception>
    internal MachineAccount Account(bool asRoot = false)
    {
        if (asRoot)
        {
            return options is { AllowRoot: true } && IdentitySwitch.IsPossible
                ? Find(Root)
                : throw new LinkRequestException(WorkErrors.RootNotAllowed, "This machine allows nothing as root. Its administrator can, with ANCHORAGE_AGENT_ALLOW_ROOT=true.");
        }

        if (!IdentitySwitch.IsPossible)
        {
            MachineAccount own = Accounts.Find(OwnUser) ?? throw Unavailable($"The account {OwnUser} of the agent has no name.");
            return options?.RunAs is null || options.RunAs == own.Name
                ? own
                : throw Unavailable($"The agent runs as {own.Name} and cannot act for {options!.RunAs}. Run the agent as root, or leave ANCHORAGE_AGENT_RUN_AS out.");
        }

        return Find(options?.RunAs ?? DefaultAccount);
    }

    /// <summary>How a program is started as an account.</summary>
    /// <returns>The program and its arguments.</returns>
    internal static IReadOnlyList<string> Command(MachineAccount account, params IReadOnlyList<string> command)
    {
        if (!IdentitySwitch.IsPossible || account.User == 0)
        {
            return command;
        }

        string program = ProgramFolders.Select(static folder => Path.Combine(folder, SetPrivileges)).FirstOrDefault(File.Exists)
            ?? throw Unavailable("setpriv of util-linux is missing on this machine. Install util-linux.");
        return [program, $"--reuid={account.User}", $"--regid={account.Group}", "--init-groups", "--inh-caps=-all", "--", .. command];
    }

    /// <summary>The whole environment of a program that runs as an account: nothing of the agent's.</summary>
    internal static IReadOnlyList<string> Environment(MachineAccount account) =>
    [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", $"HOME={account.Home}", $"USER={account.Name}", $"LOGNAME={account.Name}", $"SHELL={account.Shell}", "LANG=C.UTF-8",
    ];

    private static uint OwnUser => Files.Native.FileCalls.EffectiveUser();

    private static MachineAccount Find(string name) => Accounts.Find(name)
        ?? throw Unavailable($"This machine has no account {name}. Make it (useradd -m {name}), or name another one with ANCHORAGE_AGENT_RUN_AS.");

    private static LinkRequestException Unavailable(string problem) => new(WorkErrors.RunAsUnavailable, problem);
}
