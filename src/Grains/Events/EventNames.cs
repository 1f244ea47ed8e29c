namespace Anchorage.Grains.Events;

/// <summary>Names of events (docs/api/rest.md).</summary>
public static class EventNames
{
    /// <summary>An instance changed; payload <c>Instance</c>.</summary>
    public const string InstanceUpdated = "instance.updated";

    /// <summary>An instance is gone; payload <c>{id}</c>.</summary>
    public const string InstanceDeleted = "instance.deleted";

    /// <summary>An operation changed; payload <c>Operation</c>.</summary>
    public const string OperationUpdated = "operation.updated";

    /// <summary>A node changed; payload <c>Node</c>.</summary>
    public const string NodeUpdated = "node.updated";

    /// <summary>A node is gone; payload <c>{id}</c>.</summary>
    public const string NodeDeleted = "node.deleted";

    /// <summary>An account changed; payload <c>User</c>.</summary>
    public const string UserUpdated = "user.updated";

    /// <summary>An account is gone; payload <c>{id}</c>.</summary>
    public const string UserDeleted = "user.deleted";

    /// <summary>A group of users was made or changed; payload <c>Group</c>.</summary>
    public const string GroupUpdated = "group.updated";

    /// <summary>A group of users is gone; payload <c>{id}</c>.</summary>
    public const string GroupDeleted = "group.deleted";

    /// <summary>SSH keys changed; payload <c>{userId}</c>.</summary>
    public const string SshKeysUpdated = "ssh-keys.updated";

    /// <summary>API tokens changed; payload <c>{userId}</c>.</summary>
    public const string TokensUpdated = "tokens.updated";

    /// <summary>Sessions changed; payload <c>{userId}</c>.</summary>
    public const string SessionsUpdated = "sessions.updated";

    /// <summary>A terminal changed; payload <c>Terminal</c>.</summary>
    public const string TerminalUpdated = "terminal.updated";

    /// <summary>A terminal is gone; payload <c>{id}</c>.</summary>
    public const string TerminalClosed = "terminal.closed";

    /// <summary>A recording began, ended or failed; payload <c>Recording</c>.</summary>
    public const string RecordingUpdated = "recording.updated";

    /// <summary>A recording is gone; payload <c>{id}</c>.</summary>
    public const string RecordingDeleted = "recording.deleted";

    /// <summary>A share was made or changed; payload <c>Share</c>.</summary>
    public const string ShareUpdated = "share.updated";

    /// <summary>A share was taken back; payload <c>{id}</c>.</summary>
    public const string ShareDeleted = "share.deleted";

    /// <summary>A call of a program waits for a yes, was answered or is over; payload <c>McpCall</c> without arguments.</summary>
    public const string McpCallUpdated = "mcp-call.updated";

    /// <summary>Programs came, went or called; payload <c>{userId}</c>.</summary>
    public const string McpConnectionsUpdated = "mcp-connections.updated";

    /// <summary>A row of the audit ended; payload <c>AuditEvent</c>.</summary>
    public const string AuditAppended = "audit.appended";

    /// <summary>A command that takes its time has come further, or ended (inventory D5).</summary>
    public const string CommandProgress = "cloud:command-progress";

    /// <summary>A transfer in chunks has come further; payload <c>{transferId, progress, timestamp}</c> (inventory D5).</summary>
    public const string TransferProgress = "transfer_progress";

    /// <summary>A transfer has ended well.</summary>
    public const string TransferCompleted = "transfer_completed";

    /// <summary>A transfer was cancelled.</summary>
    public const string TransferCancelled = "transfer_cancelled";

    /// <summary>Somebody goes on with a transfer.</summary>
    public const string TransferResuming = "transfer_resuming";

    /// <summary>Rights changed: refetch everything; payload <c>{}</c>.</summary>
    public const string Resync = "resync";
}
