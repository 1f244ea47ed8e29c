// Long file: a list, one constant per error code.
namespace Anchorage.Grains.Abstractions.Errors;

/// <summary>Stable codes of errors; each is explained in <see cref="ErrorRegistry"/>.</summary>
public static class ErrorCodes
{
    /// <summary>Invalid request.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>Invalid JSON.</summary>
    public const string InvalidJson = "invalid_json";

    /// <summary>Unsupported media type.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>Body too large.</summary>
    public const string PayloadTooLarge = "payload_too_large";

    /// <summary>Not found.</summary>
    public const string NotFound = "not_found";

    /// <summary>Method not allowed.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>Not signed in.</summary>
    public const string NotSignedIn = "not_signed_in";

    /// <summary>Signed out: the account was disabled.</summary>
    public const string SignedOutDisabled = "signed_out_disabled";

    /// <summary>Signed out: the account has expired.</summary>
    public const string SignedOutAccountExpired = "signed_out_account_expired";

    /// <summary>Signed out: the session or token has ended.</summary>
    public const string SignedOutExpired = "signed_out_expired";

    /// <summary>Wrong name or password.</summary>
    public const string InvalidCredentials = "invalid_credentials";

    /// <summary>Too many attempts.</summary>
    public const string TooManyAttempts = "too_many_attempts";

    /// <summary>Too many requests.</summary>
    public const string TooManyRequests = "too_many_requests";

    /// <summary>Account disabled.</summary>
    public const string AccountDisabled = "account_disabled";

    /// <summary>Account expired.</summary>
    public const string AccountExpired = "account_expired";

    /// <summary>Not permitted.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Scope missing.</summary>
    public const string ScopeMissing = "scope_missing";

    /// <summary>Origin refused.</summary>
    public const string OriginRefused = "origin_refused";

    /// <summary>Set-up is done.</summary>
    public const string SetupDone = "setup_done";

    /// <summary>Set-up link invalid.</summary>
    public const string SetupTokenInvalid = "setup_token_invalid";

    /// <summary>Sign-up is off.</summary>
    public const string SignUpDisabled = "sign_up_disabled";

    /// <summary>User name taken.</summary>
    public const string UsernameTaken = "username_taken";

    /// <summary>E-mail address taken.</summary>
    public const string EmailTaken = "email_taken";

    /// <summary>Last superadmin.</summary>
    public const string LastSuperadmin = "last_superadmin";

    /// <summary>Own account.</summary>
    public const string CannotDeleteSelf = "cannot_delete_self";

    /// <summary>Changed meanwhile.</summary>
    public const string ChangedMeanwhile = "changed_meanwhile";

    /// <summary>No such user.</summary>
    public const string UserNotFound = "user_not_found";

    /// <summary>Invalid SSH key.</summary>
    public const string InvalidSshKey = "invalid_ssh_key";

    /// <summary>Key exists.</summary>
    public const string SshKeyExists = "ssh_key_exists";

    /// <summary>No such key.</summary>
    public const string SshKeyNotFound = "ssh_key_not_found";

    /// <summary>No such token.</summary>
    public const string TokenNotFound = "token_not_found";

    /// <summary>Limit reached.</summary>
    public const string LimitReached = "limit_reached";

    /// <summary>No such instance.</summary>
    public const string InstanceNotFound = "instance_not_found";

    /// <summary>Instance name taken.</summary>
    public const string InstanceNameTaken = "instance_name_taken";

    /// <summary>Quota reached.</summary>
    public const string InstanceQuotaReached = "instance_quota_reached";

    /// <summary>Instance is stopped.</summary>
    public const string InstanceStopped = "instance_stopped";

    /// <summary>Instance is in the trash.</summary>
    public const string InstanceTrashed = "instance_trashed";

    /// <summary>Instance failed.</summary>
    public const string InstanceFailed = "instance_failed";

    /// <summary>Not for machines.</summary>
    public const string NotForMachines = "not_for_machines";

    /// <summary>The machine has no account to act as.</summary>
    public const string RunAsUnavailable = "run_as_unavailable";

    /// <summary>The machine allows nothing as root.</summary>
    public const string RootNotAllowed = "root_not_allowed";

    /// <summary>Operation in progress.</summary>
    public const string OperationInProgress = "operation_in_progress";

    /// <summary>No such operation.</summary>
    public const string OperationNotFound = "operation_not_found";

    /// <summary>Operation ended.</summary>
    public const string OperationEnded = "operation_ended";

    /// <summary>Operation interrupted.</summary>
    public const string OperationInterrupted = "operation_interrupted";

    /// <summary>Operation timed out.</summary>
    public const string OperationTimeout = "operation_timeout";

    /// <summary>Cancelled.</summary>
    public const string OperationCancelled = "operation_cancelled";

    /// <summary>Bad idempotency key.</summary>
    public const string IdempotencyKeyInvalid = "idempotency_key_invalid";

    /// <summary>Idempotency key reused.</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary>No node available.</summary>
    public const string NoNodeAvailable = "no_node_available";

    /// <summary>No capacity.</summary>
    public const string NoCapacity = "no_capacity";

    /// <summary>Ports exhausted.</summary>
    public const string PortsExhausted = "ports_exhausted";

    /// <summary>Port in use.</summary>
    public const string PortInUse = "port_in_use";

    /// <summary>Port closed.</summary>
    public const string PortClosed = "port_closed";

    /// <summary>No such node.</summary>
    public const string NodeNotFound = "node_not_found";

    /// <summary>Name of a node taken.</summary>
    public const string NodeNameTaken = "node_name_taken";

    /// <summary>Node offline.</summary>
    public const string NodeOffline = "node_offline";

    /// <summary>Node revoked.</summary>
    public const string NodeRevoked = "node_revoked";

    /// <summary>Node not empty.</summary>
    public const string NodeNotEmpty = "node_not_empty";

    /// <summary>Node draining.</summary>
    public const string NodeDraining = "node_draining";

    /// <summary>Agent did not answer.</summary>
    public const string AgentTimeout = "agent_timeout";

    /// <summary>Agent error.</summary>
    public const string AgentError = "agent_error";

    /// <summary>Agent busy.</summary>
    public const string AgentBusy = "agent_busy";

    /// <summary>Link down.</summary>
    public const string LinkDown = "link_down";

    /// <summary>Onboarding key refused.</summary>
    public const string InvalidOnboardingKey = "invalid_onboarding_key";

    /// <summary>Onboarding key used up.</summary>
    public const string OnboardingKeyUsedUp = "onboarding_key_used_up";

    /// <summary>Invalid anchor token.</summary>
    public const string AnchorTokenInvalid = "anchor_token_invalid";

    /// <summary>Docker is not installed.</summary>
    public const string DockerNotInstalled = "docker_not_installed";

    /// <summary>Docker does not answer.</summary>
    public const string DockerUnavailable = "docker_unavailable";

    /// <summary>Docker does not answer.</summary>
    public const string DockerUnreachable = "docker_unreachable";

    /// <summary>Docker refuses the agent.</summary>
    public const string DockerPermissionDenied = "docker_permission_denied";

    /// <summary>Docker is too old.</summary>
    public const string DockerTooOld = "docker_too_old";

    /// <summary>No such image.</summary>
    public const string ImageNotFound = "image_not_found";

    /// <summary>Image missing on the node.</summary>
    public const string ImageMissing = "image_missing";

    /// <summary>Container failed.</summary>
    public const string ContainerFailed = "container_failed";

    /// <summary>SSH not ready.</summary>
    public const string SshNotReady = "ssh_not_ready";

    /// <summary>The node's firewall rules cannot be set.</summary>
    public const string IsolationUnavailable = "isolation_unavailable";

    /// <summary>No space.</summary>
    public const string NoSpace = "no_space";

    /// <summary>No such terminal.</summary>
    public const string TerminalNotFound = "terminal_not_found";

    /// <summary>No such share.</summary>
    public const string ShareNotFound = "share_not_found";

    /// <summary>A share with oneself.</summary>
    public const string ShareWithSelf = "share_with_self";

    /// <summary>No such group of users.</summary>
    public const string GroupNotFound = "group_not_found";

    /// <summary>Name of a group taken.</summary>
    public const string GroupNameTaken = "group_name_taken";

    /// <summary>Too many groups, or too many people in one.</summary>
    public const string GroupLimit = "group_limit";

    /// <summary>Too many shares.</summary>
    public const string ShareLimit = "share_limit";

    /// <summary>No such viewer of a terminal.</summary>
    public const string ViewerNotFound = "viewer_not_found";

    /// <summary>Somebody ended this viewer's connection to a terminal.</summary>
    public const string TerminalDetached = "terminal_detached";

    /// <summary>Too many terminals.</summary>
    public const string TerminalLimit = "terminal_limit";

    /// <summary>The user has too many terminals.</summary>
    public const string UserTerminalLimit = "user_terminal_limit";

    /// <summary>The user is attached to too many terminals.</summary>
    public const string UserViewerLimit = "user_viewer_limit";

    /// <summary>Terminal lost.</summary>
    public const string TerminalLost = "terminal_lost";

    /// <summary>Ticket invalid.</summary>
    public const string TicketInvalid = "ticket_invalid";

    /// <summary>Storage unavailable.</summary>
    public const string StorageUnavailable = "storage_unavailable";

    /// <summary>Storage busy.</summary>
    public const string StorageBusy = "storage_busy";

    /// <summary>Cluster needs Orleans.</summary>
    public const string ClusterNeedsOrleans = "cluster_needs_orleans";

    /// <summary>Secret unreadable.</summary>
    public const string SecretUnreadable = "secret_unreadable";

    /// <summary>Backup invalid.</summary>
    public const string BackupInvalid = "backup_invalid";

    /// <summary>Restore refused.</summary>
    public const string RestoreRefused = "restore_refused";

    /// <summary>Configuration invalid.</summary>
    public const string ConfigurationInvalid = "configuration_invalid";

    /// <summary>Timed out.</summary>
    public const string Timeout = "timeout";

    /// <summary>Internal error.</summary>
    public const string InternalError = "internal_error";

    /// <summary>No such code.</summary>
    public const string UnknownCode = "unknown_code";

    /// <summary>Terminal did not start.</summary>
    public const string TerminalStartFailed = "terminal_start_failed";

    /// <summary>Terminal host unavailable.</summary>
    public const string TerminalHostUnavailable = "terminal_host_unavailable";

    /// <summary>Too many viewers.</summary>
    public const string TerminalViewerLimit = "terminal_viewer_limit";

    /// <summary>Terminal is read only.</summary>
    public const string TerminalReadOnly = "terminal_read_only";

    /// <summary>Input missing.</summary>
    public const string TerminalInputGap = "terminal_input_gap";

    /// <summary>Input waits.</summary>
    public const string TerminalInputFull = "terminal_input_full";

    /// <summary>No such recording.</summary>
    public const string RecordingNotFound = "recording_not_found";

    /// <summary>Too many recordings.</summary>
    public const string RecordingLimit = "recording_limit";

    /// <summary>Recording did not begin.</summary>
    public const string RecordingFailed = "recording_failed";

    /// <summary>Recording is required.</summary>
    public const string RecordingRequired = "recording_required";

    /// <summary>Too slow.</summary>
    public const string SlowConsumer = "slow_consumer";

    /// <summary>A file or folder that is not there.</summary>
    public const string FileNotFound = "file_not_found";

    /// <summary>The name is taken.</summary>
    public const string FileExists = "file_exists";

    /// <summary>A file was needed, a folder was named.</summary>
    public const string FileIsFolder = "file_is_folder";

    /// <summary>A folder was needed, something else was named.</summary>
    public const string FileNotFolder = "file_not_folder";

    /// <summary>A device, a pipe, a socket or an interface of the kernel.</summary>
    public const string FileSpecial = "file_special";

    /// <summary>A path that leads out of its root.</summary>
    public const string FileOutsideRoot = "file_outside_root";

    /// <summary>A name or path that is too long.</summary>
    public const string FileNameTooLong = "file_name_too_long";

    /// <summary>The instance's user lacks the right.</summary>
    public const string FilePermissionDenied = "file_permission_denied";

    /// <summary>A file system that cannot be written.</summary>
    public const string FileReadOnly = "file_read_only";

    /// <summary>More bytes than the node takes.</summary>
    public const string FileTooLarge = "file_too_large";

    /// <summary>More objects, or deeper folders, than the node takes.</summary>
    public const string FileTooMany = "file_too_many";

    /// <summary>A file or folder that is in use.</summary>
    public const string FileBusy = "file_busy";

    /// <summary>The agent cannot reach files of its containers.</summary>
    public const string FilesUnavailable = "files_unavailable";

    /// <summary>A command that is not on the list.</summary>
    public const string UnknownCommand = "unknown_command";

    /// <summary>A payload that does not fit its command.</summary>
    public const string InvalidPayload = "invalid_payload";

    /// <summary>An operation that the node does not offer.</summary>
    public const string UnknownOperation = "unknown_operation";

    /// <summary>An operation of a node that ended badly.</summary>
    public const string OperationFailed = "operation_failed";

    /// <summary>A log that the node does not know.</summary>
    public const string LogNotFound = "log_not_found";

    /// <summary>A transfer that does not exist, or is somebody else's.</summary>
    public const string TransferNotFound = "transfer_not_found";

    /// <summary>A transfer with which nothing more can be done.</summary>
    public const string TransferEnded = "transfer_ended";

    /// <summary>A transfer of which chunks are missing.</summary>
    public const string TransferIncomplete = "transfer_incomplete";

    /// <summary>Too many transfers.</summary>
    public const string TransferLimit = "transfer_limit";

    /// <summary>Content that is not what its checksum says.</summary>
    public const string ChecksumMismatch = "checksum_mismatch";

    /// <summary>A range behind the end of a file.</summary>
    public const string RangeNotSatisfiable = "range_not_satisfiable";

    /// <summary>The instance has no git.</summary>
    public const string GitMissing = "git_missing";

    /// <summary>A folder is no git repository.</summary>
    public const string GitNotRepository = "git_not_repository";

    /// <summary>A repository belongs to somebody else than the instance's user.</summary>
    public const string GitUnsafeOwner = "git_unsafe_owner";

    /// <summary>Another git works on the repository.</summary>
    public const string GitBusy = "git_busy";

    /// <summary>Nothing is staged.</summary>
    public const string GitNothingToCommit = "git_nothing_to_commit";

    /// <summary>Git does not know who commits.</summary>
    public const string GitIdentityMissing = "git_identity_missing";

    /// <summary>Changes stand against each other.</summary>
    public const string GitConflict = "git_conflict";

    /// <summary>Changes that are not committed stand in the way.</summary>
    public const string GitLocalChanges = "git_local_changes";

    /// <summary>The remote did not take what was pushed.</summary>
    public const string GitRejected = "git_rejected";

    /// <summary>The remote does not accept the credentials.</summary>
    public const string GitAuthFailed = "git_auth_failed";

    /// <summary>The SSH key of the remote is not known.</summary>
    public const string GitHostUnknown = "git_host_unknown";

    /// <summary>The remote cannot be reached.</summary>
    public const string GitRemoteUnreachable = "git_remote_unreachable";

    /// <summary>The address is of a kind that is not used.</summary>
    public const string GitUrlRefused = "git_url_refused";

    /// <summary>There is no such branch or commit.</summary>
    public const string GitRefNotFound = "git_ref_not_found";

    /// <summary>The branch exists.</summary>
    public const string GitBranchExists = "git_branch_exists";

    /// <summary>The branch follows none.</summary>
    public const string GitNoTracking = "git_no_tracking";

    /// <summary>Git took too long.</summary>
    public const string GitTimeout = "git_timeout";

    /// <summary>Git failed.</summary>
    public const string GitFailed = "git_failed";

    /// <summary>Programs may not use the instance by MCP.</summary>
    public const string McpNotAllowed = "mcp_not_allowed";

    /// <summary>The call takes a yes of the owner.</summary>
    public const string McpApprovalRequired = "mcp_approval_required";

    /// <summary>The owner said no to the call.</summary>
    public const string McpCallDenied = "mcp_call_denied";

    /// <summary>Nobody answered the call in time.</summary>
    public const string McpCallExpired = "mcp_call_expired";

    /// <summary>The call does not wait for an answer any more.</summary>
    public const string McpCallEnded = "mcp_call_ended";

    /// <summary>There is no such call.</summary>
    public const string McpCallNotFound = "mcp_call_not_found";

    /// <summary>Too many calls wait for the owner.</summary>
    public const string McpCallLimit = "mcp_call_limit";

    /// <summary>A token for MCP was shown elsewhere.</summary>
    public const string McpTokenElsewhere = "mcp_token_elsewhere";

    /// <summary>There is no such MCP session.</summary>
    public const string McpSessionNotFound = "mcp_session_not_found";

    /// <summary>Too many MCP sessions.</summary>
    public const string McpSessionLimit = "mcp_session_limit";
}
