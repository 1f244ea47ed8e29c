namespace Anchorage.NodeAgent.Operations;

/// <summary>What the runner must know of a request for work.</summary>
/// <param name="OperationId">The operation; done at most once.</param>
/// <param name="InstanceId">Work on one instance is done one after the other.</param>
/// <param name="Verb">create, rebuild, start, ...: for logs and step gates.</param>
internal sealed record WorkRequest(string OperationId, string InstanceId, string Verb);
