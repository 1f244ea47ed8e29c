using Anchorage.Cli.Http;
using Anchorage.Cli.Operations;

namespace Anchorage.Cli.Instances;

/// <summary>What a user works with.</summary>
internal sealed record InstanceInfo(
    string Id,
    string Name,
    string? Kind,
    ObjectRef? Owner,
    string Status,
    ObjectRef? Node,
    InstanceImage? Image,
    IReadOnlyList<InstancePort>? Ports,
    string? SshCommand,
    InstanceLimits? Limits,
    string? RestartPolicy,
    OperationError? Error,
    OperationInfo? Operation,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? PurgeAt = null,
    string? RecordTerminals = null,
    bool? McpControllable = null,
    string? McpApproval = null);
