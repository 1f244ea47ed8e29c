using System.CommandLine;
using System.CommandLine.Parsing;
using Anchorage.Cli.Audit;
using Anchorage.Cli.Backups;
using Anchorage.Cli.Commands;
using Anchorage.Cli.Completion;
using Anchorage.Cli.Diagnosis;
using Anchorage.Cli.Errors;
using Anchorage.Cli.Events;
using Anchorage.Cli.Files;
using Anchorage.Cli.Git;
using Anchorage.Cli.Identity;
using Anchorage.Cli.Instances;
using Anchorage.Cli.Instances.Exec;
using Anchorage.Cli.Mcp;
using Anchorage.Cli.Nodes;
using Anchorage.Cli.Nodes.Anchoring;
using Anchorage.Cli.Operations;
using Anchorage.Cli.Recordings;
using Anchorage.Cli.Shares;
using Anchorage.Cli.Ssh;
using Anchorage.Cli.Terminals;
using Anchorage.Cli.Terminals.Attach;
using Anchorage.Cli.Tunnels;

namespace Anchorage.Cli.CommandLine;

/// <summary>All verbs.</summary>
internal static class CommandTree
{
    public static RootCommand Build(CliHost host)
    {
        var root = new RootCommand("One control plane for machines, containers, files and terminals. Flags may be given as the variables in brackets.");
        host.Globals.AddTo(root);
        root.Add(new LoginCommand(host));
        root.Add(new LogoutCommand(host));
        root.Add(new WhoAmICommand(host));
        root.Add(Group("instances", "Containers on demand", ["instance", "i"], Instances(host)));
        root.Add(Group("terminals", "Shells that go on without you", ["terminal", "t"], Terminals(host)));
        root.Add(new AttachCommand(host));
        root.Add(new ExecCommand(host));
        root.Add(new CommandCommand(host));
        root.Add(new ScreenCommand(host));
        root.Add(Group(
            "files",
            "Files of instances",
            ["file"],
            new FileListCommand(host),
            new FileCatCommand(host),
            new FileSearchCommand(host),
            new FileMakeFolderCommand(host),
            new FileMoveCommand(host),
            new FileRemoveCommand(host),
            new FileRestoreCommand(host)));
        root.Add(new CopyCommand(host));
        root.Add(Group("git", "Repositories in instances", [], Git(host)));
        root.Add(Group("recordings", "Recordings of terminals", ["recording"], Recordings(host)));
        root.Add(Group("share", "Instances shared with others, and by them", ["shares"], new ShareListCommand(host), new ShareAddCommand(host), new ShareSetCommand(host), new ShareRemoveCommand(host)));
        root.Add(Group(
            "mcp",
            "Programs that use instances by MCP",
            [],
            new McpConnectionsCommand(host),
            new McpAllowCommand(host, open: true),
            new McpAllowCommand(host, open: false),
            new McpCallsCommand(host),
            new McpAnswerCommand(host, yes: true),
            new McpAnswerCommand(host, yes: false)));
        root.Add(new SshCommand(host));
        root.Add(new ForwardCommand(host));
        root.Add(new SshConfigCommand(host));
        root.Add(new SshProxyCommand(host));
        root.Add(Group("keys", "Your SSH keys", [], new KeyListCommand(host), new KeyAddCommand(host), new KeyRemoveCommand(host)));
        root.Add(Group("token", "Your API tokens", [], new TokenListCommand(host), new TokenCreateCommand(host), new TokenRevokeCommand(host)));
        root.Add(Group("node", "Machines", [], Nodes(host)));
        root.Add(Group("user", "Accounts (administrators)", [], new UserAddCommand(host), new UserListCommand(host)));
        root.Add(Group("group", "Groups of users", ["groups"], new GroupListCommand(host), new GroupAddCommand(host), new GroupSetCommand(host), new GroupRemoveCommand(host)));
        root.Add(Group("access", "Who may do what, and why", [], new AccessWhyCommand(host), new AccessViewCommand(host)));
        root.Add(Group("operations", "Long work", [], new OperationListCommand(host), new OperationShowCommand(host), new OperationCancelCommand(host)));
        root.Add(Group("audit", "Who did what", [], new AuditListCommand(host)));
        root.Add(new EventsCommand(host));
        root.Add(Group("backup", "The whole installation", [], new BackupCreateCommand(host), new BackupRestoreCommand(host)));
        root.Add(new DoctorCommand(host));
        root.Add(new ExplainCommand(host));
        root.Add(new CompletionCommand(host));
        return root;
    }

    /// <summary>The words that lead to a command, for hints.</summary>
    public static string PathOf(CommandResult result)
    {
        var words = new List<string>();
        for (SymbolResult? current = result; current is CommandResult command; current = command.Parent)
        {
            words.Insert(0, command.Command is RootCommand ? "anchorage" : command.Command.Name);
        }

        return string.Join(' ', words);
    }

    private static Command[] Instances(CliHost host) =>
    [
        new InstanceListCommand(host),
        new InstanceShowCommand(host),
        new InstanceCreateCommand(host),
        new InstanceActionCommand(host, "start", "Start an instance", "is running"),
        new InstanceActionCommand(host, "stop", "Stop an instance; its data stays", "is stopped"),
        new InstanceActionCommand(host, "restart", "Stop and start an instance", "is running again"),
        new InstanceSetCommand(host),
        new InstanceRebuildCommand(host),
        new InstanceRemoveCommand(host),
        new InstanceActionCommand(host, "restore", "Take an instance out of the trash and start it", "is back and running"),
        new InstanceLogsCommand(host),
    ];

    private static Command[] Git(CliHost host) =>
    [
        new GitReposCommand(host),
        new GitStatusCommand(host),
        new GitDiffCommand(host),
        new GitLogCommand(host),
        new GitStageCommand(host, stage: true),
        new GitStageCommand(host, stage: false),
        new GitCommitCommand(host),
        new GitTransferCommand(host, push: false),
        new GitTransferCommand(host, push: true),
        new GitBranchesCommand(host),
        new GitSwitchCommand(host),
        new GitInitCommand(host),
        new GitCloneCommand(host),
        new GitAuditCommand(host),
    ];

    private static Command[] Recordings(CliHost host) =>
    [
        new RecordingListCommand(host),
        new RecordingSwitchCommand(host, on: true),
        new RecordingSwitchCommand(host, on: false),
        new RecordingGetCommand(host),
        new RecordingRemoveCommand(host),
    ];

    private static Command[] Terminals(CliHost host) =>
    [
        new TerminalListCommand(host),
        new TerminalShowCommand(host),
        new TerminalOpenCommand(host),
        new TerminalRenameCommand(host),
        new TerminalCloseCommand(host),
        new TerminalRoleCommand(host),
        new TerminalTakeOverCommand(host),
        new TerminalDetachCommand(host),
        new TerminalSearchCommand(host),
    ];

    private static Command[] Nodes(CliHost host) =>
    [
        new NodeListCommand(host),
        new NodeShowCommand(host),
        Group("keys", "Onboarding keys, with which machines join", [], new NodeKeyListCommand(host), new NodeKeyCreateCommand(host), new NodeKeyRevokeCommand(host)),
        new NodeDrainCommand(host, drain: true),
        new NodeDrainCommand(host, drain: false),
        new NodeRotateCommand(host),
        new NodeRevokeCommand(host),
        new NodeRunCommand(host),
        new NodeAnchorCommand(host, forAnother: false),
        new NodeAnchorCommand(host, forAnother: true),
        new NodeEndpointCommand(host),
        new NodeUnanchorCommand(host),
    ];

    private static Command Group(string name, string description, string[] aliases, params Command[] commands)
    {
        var group = new Command(name, description);
        foreach (var alias in aliases)
        {
            group.Aliases.Add(alias);
        }

        foreach (var command in commands)
        {
            group.Add(command);
        }

        return group;
    }
}
