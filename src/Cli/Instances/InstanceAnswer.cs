using Anchorage.Cli.Operations;

namespace Anchorage.Cli.Instances;

/// <summary>Answer to a change; without an operation there was nothing to do.</summary>
internal sealed record InstanceAnswer(InstanceInfo? Instance, OperationInfo? Operation);
