namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ExecStart that we use, under the API's own names.</summary>
internal sealed record ExecStart(bool Detach, bool Tty);
