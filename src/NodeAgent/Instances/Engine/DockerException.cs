namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>A call of the Docker Engine that failed.</summary>
internal sealed class DockerException(DockerFault fault, string message, int? port = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure.</summary>
    public DockerFault Fault { get; } = fault;

    /// <summary>The port that is taken, when the engine named it.</summary>
    public int? Port { get; } = port;

    /// <summary>True when the engine could not be asked at all.</summary>
    public bool IsUnavailable => Fault is DockerFault.Unreachable or DockerFault.PermissionDenied or DockerFault.TimedOut or DockerFault.TooOld;
}
