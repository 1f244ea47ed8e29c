namespace Anchorage.Grains.Audit;

/// <summary>Names of audited actions: <c>object.verb</c>. The list in docs/audit-events.md is compared with it by a test.</summary>
public static class AuditActions
{
    /// <summary>A permission was asked for and refused.</summary>
    public const string AccessRefused = "access.refused";

    /// <summary>Somebody asked why an account may do something, or may not; details name the answer.</summary>
    public const string AccessExplained = "access.explain";

    /// <summary>Somebody began to see what an account sees.</summary>
    public const string ViewBegun = "user.view.begin";

    /// <summary>Somebody ended to see what an account sees.</summary>
    public const string ViewEnded = "user.view.end";

    /// <summary>A sign-in.</summary>
    public const string SignedIn = "auth.login";

    /// <summary>A refused sign-in.</summary>
    public const string SignInFailed = "auth.failed";

    /// <summary>A sign-out.</summary>
    public const string SignedOut = "auth.logout";

    /// <summary>The first superadmin was made.</summary>
    public const string Setup = "auth.setup";

    /// <summary>Somebody made an own account.</summary>
    public const string SignedUp = "auth.signup";

    /// <summary>A user changed the own password.</summary>
    public const string PasswordChanged = "user.password.change";

    /// <summary>An administrator set a password.</summary>
    public const string PasswordReset = "user.password.reset";

    /// <summary>An account was made.</summary>
    public const string UserCreated = "user.create";

    /// <summary>An account was changed.</summary>
    public const string UserUpdated = "user.update";

    /// <summary>An account was removed.</summary>
    public const string UserDeleted = "user.delete";

    /// <summary>An account expired.</summary>
    public const string UserExpired = "user.expired";

    /// <summary>A group of users was made.</summary>
    public const string GroupCreated = "group.create";

    /// <summary>People joined or left a group, or its description was changed.</summary>
    public const string GroupUpdated = "group.update";

    /// <summary>A group of users was deleted, with the shares it had.</summary>
    public const string GroupDeleted = "group.delete";

    /// <summary>A browser session was ended.</summary>
    public const string SessionRevoked = "session.revoke";

    /// <summary>An API token was made.</summary>
    public const string TokenCreated = "token.create";

    /// <summary>An API token was revoked.</summary>
    public const string TokenRevoked = "token.revoke";

    /// <summary>A public SSH key was added.</summary>
    public const string SshKeyAdded = "ssh-key.add";

    /// <summary>A public SSH key was removed.</summary>
    public const string SshKeyRemoved = "ssh-key.remove";

    /// <summary>An onboarding key was made.</summary>
    public const string OnboardingKeyCreated = "onboarding-key.create";

    /// <summary>An onboarding key was revoked.</summary>
    public const string OnboardingKeyRevoked = "onboarding-key.revoke";

    /// <summary>An anchor token was issued.</summary>
    public const string AnchorTokenIssued = "anchor-token.issue";

    /// <summary>A machine was enrolled.</summary>
    public const string NodeEnrolled = "node.enroll";

    /// <summary>A node's agent made a new key pair.</summary>
    public const string NodeKeyReplaced = "node.key.replace";

    /// <summary>Somebody asked a node's agent for a new key pair.</summary>
    public const string NodeKeyRotated = "node.key.rotate";

    /// <summary>A node's agent connected.</summary>
    public const string NodeConnected = "node.connect";

    /// <summary>A node's agent left.</summary>
    public const string NodeDisconnected = "node.disconnect";

    /// <summary>A machine left its node: it was unanchored, or anchored to another account or server.</summary>
    public const string NodeParted = "node.part";

    /// <summary>A node was changed.</summary>
    public const string NodeUpdated = "node.update";

    /// <summary>A node was revoked.</summary>
    public const string NodeRevoked = "node.revoke";

    /// <summary>An instance was made.</summary>
    public const string InstanceCreated = "instance.create";

    /// <summary>An instance was started.</summary>
    public const string InstanceStarted = "instance.start";

    /// <summary>An instance was stopped.</summary>
    public const string InstanceStopped = "instance.stop";

    /// <summary>An instance was restarted.</summary>
    public const string InstanceRestarted = "instance.restart";

    /// <summary>An instance was rebuilt.</summary>
    public const string InstanceRebuilt = "instance.rebuild";

    /// <summary>An instance was put into the trash.</summary>
    public const string InstanceTrashed = "instance.trash";

    /// <summary>An instance was taken out of the trash.</summary>
    public const string InstanceRestored = "instance.restore";

    /// <summary>An instance was removed with its data.</summary>
    public const string InstanceDeleted = "instance.delete";

    /// <summary>A command was run inside an instance, without a terminal.</summary>
    public const string CommandRun = "instance.exec";

    /// <summary>A command of the allow-list; details name its type and the keys of its payload.</summary>
    public const string CommandSent = "instance.command";

    /// <summary>An operation that the node's administrator defined ran; details name it.</summary>
    public const string InstanceExecuted = "instance.execute";

    /// <summary>Somebody ended what was connected to an instance.</summary>
    public const string InstanceDisconnected = "instance.disconnect";

    /// <summary>A transfer in chunks began.</summary>
    public const string TransferStarted = "transfer.start";

    /// <summary>What a transfer carried was put in place.</summary>
    public const string TransferFinished = "transfer.finish";

    /// <summary>A transfer was cancelled.</summary>
    public const string TransferCancelled = "transfer.cancel";

    /// <summary>A file of an instance was written.</summary>
    public const string FileWritten = "file.write";

    /// <summary>Files were copied from another instance.</summary>
    public const string FilesSynchronised = "file.sync";

    /// <summary>An archive was unpacked in an instance.</summary>
    public const string ArchiveUnpacked = "file.unpack";

    /// <summary>A folder was made in an instance.</summary>
    public const string FolderMade = "file.folder";

    /// <summary>A file or folder of an instance was moved or renamed.</summary>
    public const string FileMoved = "file.move";

    /// <summary>A file or folder of an instance was copied.</summary>
    public const string FileCopied = "file.copy";

    /// <summary>Permission bits of a file or folder of an instance were changed.</summary>
    public const string FileModeChanged = "file.mode";

    /// <summary>A file or folder of an instance was put into its trash.</summary>
    public const string FileDeleted = "file.delete";

    /// <summary>Something was taken back from the trash of an instance.</summary>
    public const string FileRestored = "file.restore";

    /// <summary>Something was removed for good from the trash of an instance.</summary>
    public const string FileTrashEmptied = "file.trash.empty";

    /// <summary>Somebody who is not the owner read a file of an instance.</summary>
    public const string FilesRead = "file.read";

    /// <summary>Files of a repository in an instance were put into the index.</summary>
    public const string GitStaged = "git.stage";

    /// <summary>Files of a repository in an instance were taken out of the index.</summary>
    public const string GitUnstaged = "git.unstage";

    /// <summary>A commit was made in an instance.</summary>
    public const string GitCommitted = "git.commit";

    /// <summary>A repository in an instance was pulled.</summary>
    public const string GitPulled = "git.pull";

    /// <summary>A branch was pushed from an instance.</summary>
    public const string GitPushed = "git.push";

    /// <summary>A repository in an instance was switched to a branch.</summary>
    public const string GitSwitched = "git.switch";

    /// <summary>A repository was made in an instance.</summary>
    public const string GitInitialised = "git.init";

    /// <summary>A repository was cloned into an instance.</summary>
    public const string GitCloned = "git.clone";

    /// <summary>Somebody who is not the owner read what differs in a repository of an instance.</summary>
    public const string GitRead = "git.read";

    /// <summary>Settings of an instance were changed.</summary>
    public const string InstanceUpdated = "instance.update";

    /// <summary>A container was changed by hand or found missing.</summary>
    public const string InstanceDrift = "instance.drift";

    /// <summary>A missing container is made again.</summary>
    public const string InstanceRecovered = "instance.recover";

    /// <summary>An instance is stopped because its owner expired.</summary>
    public const string InstanceStopExpired = "instance.stop.expired";

    /// <summary>A connection into an instance was opened.</summary>
    public const string TunnelOpened = "tunnel.open";

    /// <summary>The log of an instance was read.</summary>
    public const string LogsRead = "instance.logs";

    /// <summary>Work was cancelled.</summary>
    public const string OperationCancelled = "operation.cancel";

    /// <summary>A terminal was opened.</summary>
    public const string TerminalOpened = "terminal.open";

    /// <summary>Somebody attached to a terminal.</summary>
    public const string TerminalAttached = "terminal.attach";

    /// <summary>The screen of a terminal was read or searched.</summary>
    public const string TerminalRead = "terminal.read";

    /// <summary>Name or life of a terminal was changed.</summary>
    public const string TerminalChanged = "terminal.update";

    /// <summary>The role of a viewer was changed while it was attached.</summary>
    public const string TerminalRoleChanged = "terminal.role";

    /// <summary>Somebody made themselves the only one who types in a terminal.</summary>
    public const string TerminalTakenOver = "terminal.take-over";

    /// <summary>A viewer of a terminal was detached.</summary>
    public const string TerminalDetached = "terminal.detach";

    /// <summary>A terminal was closed.</summary>
    public const string TerminalClosed = "terminal.close";

    /// <summary>The recording of a terminal began.</summary>
    public const string RecordingStarted = "recording.start";

    /// <summary>The recording of a terminal was ended by somebody.</summary>
    public const string RecordingStopped = "recording.stop";

    /// <summary>A recording was downloaded or played.</summary>
    public const string RecordingRead = "recording.download";

    /// <summary>A recording was deleted.</summary>
    public const string RecordingDeleted = "recording.delete";

    /// <summary>A share was made or changed.</summary>
    public const string ShareSaved = "share.save";

    /// <summary>A share was taken back, or ended with its instance.</summary>
    public const string ShareDeleted = "share.delete";

    /// <summary>A program called a tool by MCP.</summary>
    public const string McpCalled = "mcp.call";

    /// <summary>The owner of an instance said yes to a call of a program.</summary>
    public const string McpApproved = "mcp.approve";

    /// <summary>The owner of an instance said no to a call of a program.</summary>
    public const string McpDenied = "mcp.deny";

    /// <summary>The list of images was changed.</summary>
    public const string ImagesReplaced = "images.replace";

    /// <summary>The installation was backed up.</summary>
    public const string BackupCreated = "backup.create";
}
