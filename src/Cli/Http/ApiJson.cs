using System.Text.Json;
using System.Text.Json.Serialization;
using Anchorage.Cli.Audit;
using Anchorage.Cli.Commands;
using Anchorage.Cli.Diagnosis;
using Anchorage.Cli.Errors;
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
using Anchorage.Cli.Terminals;
using Anchorage.Cli.Terminals.Attach;
using Anchorage.Cli.Tunnels;

namespace Anchorage.Cli.Http;

/// <summary>The wire shapes of docs/api/rest.md as far as this command uses them.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Page))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenCreate))]
[JsonSerializable(typeof(ApiToken))]
[JsonSerializable(typeof(WhoAmI))]
[JsonSerializable(typeof(AuthConfig))]
[JsonSerializable(typeof(UserInfo))]
[JsonSerializable(typeof(UserCreate))]
[JsonSerializable(typeof(UserCreated))]
[JsonSerializable(typeof(SshKeyInfo))]
[JsonSerializable(typeof(SshKeyCreate))]
[JsonSerializable(typeof(NodeInfo))]
[JsonSerializable(typeof(NodePatch))]
[JsonSerializable(typeof(AnchorStatus))]
[JsonSerializable(typeof(AnchorRequest))]
[JsonSerializable(typeof(AnchorAsRequest))]
[JsonSerializable(typeof(AnchorAnswer))]
[JsonSerializable(typeof(OnboardingKey))]
[JsonSerializable(typeof(OnboardingKeyCreate))]
[JsonSerializable(typeof(OnboardingKeyCreated))]
[JsonSerializable(typeof(InstanceInfo))]
[JsonSerializable(typeof(InstanceCreate))]
[JsonSerializable(typeof(InstancePatch))]
[JsonSerializable(typeof(InstanceRebuild))]
[JsonSerializable(typeof(InstanceAnswer))]
[JsonSerializable(typeof(InstanceLogs))]
[JsonSerializable(typeof(ScreenText))]
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(RecordingInfo))]
[JsonSerializable(typeof(RecordingSwitch))]
[JsonSerializable(typeof(RecordingAnswer))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandReply))]
[JsonSerializable(typeof(ShareInfo))]
[JsonSerializable(typeof(ShareList))]
[JsonSerializable(typeof(ShareSave))]
[JsonSerializable(typeof(ShareDelete))]
[JsonSerializable(typeof(ShareAnswer))]
[JsonSerializable(typeof(GroupInfo))]
[JsonSerializable(typeof(GroupSave))]
[JsonSerializable(typeof(AccessExplanation))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(ViewedInstance))]
[JsonSerializable(typeof(McpPatch))]
[JsonSerializable(typeof(McpCall))]
[JsonSerializable(typeof(McpConnection))]
[JsonSerializable(typeof(McpConnectionList))]
[JsonSerializable(typeof(OperationInfo))]
[JsonSerializable(typeof(OperationProgress))]
[JsonSerializable(typeof(AuditEvent))]
[JsonSerializable(typeof(ErrorEntry))]
[JsonSerializable(typeof(ErrorEntry[]))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(TerminalInfo))]
[JsonSerializable(typeof(TerminalCreate))]
[JsonSerializable(typeof(TerminalCreated))]
[JsonSerializable(typeof(TerminalPatch))]
[JsonSerializable(typeof(ViewerRole))]
[JsonSerializable(typeof(TunnelMessage))]
[JsonSerializable(typeof(ExecMessage))]
[JsonSerializable(typeof(AttachFrame))]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(TicketAnswer))]
[JsonSerializable(typeof(ForwardListening))]
[JsonSerializable(typeof(FileEntry))]
[JsonSerializable(typeof(FolderPage))]
[JsonSerializable(typeof(FolderCreate))]
[JsonSerializable(typeof(FileMove))]
[JsonSerializable(typeof(TrashEntry))]
[JsonSerializable(typeof(GitRepository))]
[JsonSerializable(typeof(GitRepositories))]
[JsonSerializable(typeof(GitStatus))]
[JsonSerializable(typeof(GitDiff))]
[JsonSerializable(typeof(GitCommit))]
[JsonSerializable(typeof(GitBranches))]
[JsonSerializable(typeof(GitBranch))]
[JsonSerializable(typeof(GitFiles))]
[JsonSerializable(typeof(GitStaged))]
[JsonSerializable(typeof(GitCommitRequest))]
[JsonSerializable(typeof(GitCommitted))]
[JsonSerializable(typeof(GitTransfer))]
[JsonSerializable(typeof(GitTransferred))]
[JsonSerializable(typeof(GitSwitch))]
[JsonSerializable(typeof(GitSwitched))]
[JsonSerializable(typeof(GitInit))]
[JsonSerializable(typeof(GitClone))]
[JsonSerializable(typeof(GitPlace))]
[JsonSerializable(typeof(GitAudit))]
[JsonSerializable(typeof(GitLine))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ApiJson : JsonSerializerContext;
