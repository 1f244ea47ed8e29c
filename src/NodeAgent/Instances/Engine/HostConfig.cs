namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's HostConfig that we use, under the API's own names.</summary>
internal sealed record HostConfig
{
    public string? NetworkMode { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<PortBinding>>? PortBindings { get; init; }

    public IReadOnlyList<Mount>? Mounts { get; init; }

    public long Memory { get; init; }

    public long MemorySwap { get; init; }

    public long NanoCpus { get; init; }

    public long? PidsLimit { get; init; }

    public IReadOnlyList<string>? CapDrop { get; init; }

    public IReadOnlyList<string>? CapAdd { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    public bool? Init { get; init; }

    public bool Privileged { get; init; }

    public string? IpcMode { get; init; }

    public string? Runtime { get; init; }

    public RestartPolicy? RestartPolicy { get; init; }

    public LogConfig? LogConfig { get; init; }

    public IReadOnlyList<Ulimit>? Ulimits { get; init; }
}
