using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>Names of permissions: <c>verb:object</c>, in the form of system D (inventory D7).</summary>
public static class Permissions
{
    /// <summary>See an instance and its state.</summary>
    public const string ReadInstance = "read:cloud_instance";

    /// <summary>Make an instance.</summary>
    public const string CreateInstance = "create:cloud_instance";

    /// <summary>Start, stop, rebuild, change and delete an instance.</summary>
    public const string ManageInstance = "manage:cloud_instance";

    /// <summary>Start, stop and restart an instance.</summary>
    public const string ControlInstance = "control:cloud_instance";

    /// <summary>Share an instance with somebody.</summary>
    public const string ShareInstance = "share:cloud_instance";

    /// <summary>Open a terminal in an instance; send it commands of the allow-list.</summary>
    public const string CommandInstance = "command:cloud_instance";

    /// <summary>Run any program in an instance without a terminal. A name of its own: what programs may do with a token, and what tools of developers may do, ends before it.</summary>
    public const string ExecInstance = "exec:cloud_instance";

    /// <summary>Open terminals and run commands as root on a machine that allows it.</summary>
    public const string RootInstance = "root:cloud_instance";

    /// <summary>Reach the SSH port of an instance through the server.</summary>
    public const string SshInstance = "ssh:cloud_instance";

    /// <summary>Reach other ports of an instance through the server.</summary>
    public const string ForwardInstance = "forward:cloud_instance";

    /// <summary>Read the output of an instance: of its first process, the screens of its terminals, recordings.</summary>
    public const string ReadLogs = "logs:cloud_instance";

    /// <summary>See what files an instance has: names, sizes, times and digests, not their content.</summary>
    public const string BrowseFiles = "browse:cloud_files";

    /// <summary>List and read the files of an instance.</summary>
    public const string ReadFiles = "read:cloud_files";

    /// <summary>Write, move and delete the files of an instance.</summary>
    public const string WriteFiles = "write:cloud_files";

    /// <summary>See the git repositories of an instance: state, differences, history.</summary>
    public const string ReadGit = "read:cloud_git";

    /// <summary>Stage, commit, pull, push, switch branches, make and clone repositories in an instance.</summary>
    public const string WriteGit = "write:cloud_git";

    /// <summary>Let programs use an instance by MCP, and answer their calls that wait: its owner's alone.</summary>
    public const string ManageMcp = "manage:mcp";

    /// <summary>Reach the server as a program, by MCP. Only a token that names it carries it, never one for everything.</summary>
    public const string UseMcp = "use:mcp";

    /// <summary>See a node.</summary>
    public const string ReadNode = "read:node";

    /// <summary>Add a node of one's own: onboarding keys.</summary>
    public const string CreateNode = "create:node";

    /// <summary>Change, drain and revoke a node.</summary>
    public const string ManageNode = "manage:node";

    /// <summary>Let others use a node.</summary>
    public const string ShareNode = "share:node";

    /// <summary>Anchor machines to accounts of others (inventory D2).</summary>
    public const string ManageAnchoring = "manage:cloud_anchoring";

    /// <summary>See an account.</summary>
    public const string ReadUser = "read:user";

    /// <summary>Make, change, disable and delete accounts.</summary>
    public const string ManageUser = "manage:user";

    /// <summary>See what an account sees, without any of its rights: superadmins.</summary>
    public const string ViewUser = "view:user";

    /// <summary>One's own password, sessions, tokens and SSH keys.</summary>
    public const string ManageCredentials = "manage:credentials";

    /// <summary>See an operation.</summary>
    public const string ReadOperation = "read:operation";

    /// <summary>Cancel an operation.</summary>
    public const string CancelOperation = "cancel:operation";

    /// <summary>See the audit of oneself and of one's objects; all of it for administrators.</summary>
    public const string ReadAudit = "read:audit";

    /// <summary>See the list of images.</summary>
    public const string ReadImage = "read:image";

    /// <summary>Change the list of images.</summary>
    public const string ManageImage = "manage:image";

    /// <summary>Back the installation up, see its internals.</summary>
    public const string ManageInstallation = "manage:installation";

    /// <summary>Those that are asked about one instance, sorted.</summary>
    public static readonly ImmutableSortedSet<string> OnInstance =
    [
        ReadInstance, ManageInstance, ControlInstance, ShareInstance, CommandInstance, ExecInstance, RootInstance, SshInstance, ForwardInstance, ReadLogs, BrowseFiles, ReadFiles, WriteFiles,
        ReadGit, WriteGit,
    ];

    /// <summary>All names, sorted.</summary>
    public static readonly ImmutableSortedSet<string> All =
    [
        ReadInstance, CreateInstance, ManageInstance, ControlInstance, ShareInstance, CommandInstance, ExecInstance, RootInstance, SshInstance, ForwardInstance, ReadLogs,
        BrowseFiles, ReadFiles, WriteFiles, ReadGit, WriteGit,
        ManageMcp, UseMcp,
        ReadNode, CreateNode, ManageNode, ShareNode, ManageAnchoring, ReadUser, ManageUser, ViewUser, ManageCredentials,
        ReadOperation, CancelOperation, ReadAudit, ReadImage, ManageImage, ManageInstallation,
    ];
}
