namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ExecCreate that we use, under the API's own names.</summary>
internal sealed record ExecCreate(IReadOnlyList<string> Cmd, IReadOnlyList<string> Env, bool AttachStdout, bool AttachStderr, bool AttachStdin = false, string? WorkingDir = null);
