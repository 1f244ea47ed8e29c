namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ExecInspect that we use, under the API's own names.</summary>
internal sealed record ExecInspect(bool Running, int? ExitCode, int Pid = 0);
