using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Instances.Engine;

// The fields of the Engine API's container objects that we use, under the API's own names.

internal sealed record ContainerCreate(
    string Image,
    string Hostname,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, EmptyObject> ExposedPorts,
    HostConfig HostConfig);

internal sealed record EmptyObject;

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

internal sealed record PortBinding(string HostIp, string HostPort);

internal sealed record Mount(string Type, string Source, string Target);

internal sealed record RestartPolicy(string Name);

internal sealed record LogConfig(string Type, IReadOnlyDictionary<string, string> Config);

internal sealed record Ulimit(string Name, long Soft, long Hard);

internal sealed record ContainerCreated(string Id, IReadOnlyList<string>? Warnings);

internal sealed record ContainerUpdate(long Memory, long MemorySwap, long NanoCpus, long PidsLimit, RestartPolicy? RestartPolicy);

internal sealed record ContainerUpdated(IReadOnlyList<string>? Warnings);

internal sealed record ContainerSummary(string Id, IReadOnlyList<string>? Names, IReadOnlyDictionary<string, string>? Labels, string? State);

internal sealed record ContainerInspect(string Id, string Name, string Image, ContainerState State, ContainerConfig Config, HostConfig HostConfig, NetworkSettings? NetworkSettings)
{
    public string? Label(string name) => Config.Labels?.GetValueOrDefault(name);
}

internal sealed record ContainerState(
    string? Status,
    bool Running,
    bool Paused,
    bool Restarting,
    [property: JsonPropertyName("OOMKilled")] bool OomKilled,
    int Pid,
    int ExitCode,
    string? Error,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);

internal sealed record ContainerConfig(IReadOnlyDictionary<string, string>? Labels, bool Tty);

internal sealed record NetworkSettings(IReadOnlyDictionary<string, EndpointSettings>? Networks);

internal sealed record EndpointSettings([property: JsonPropertyName("IPAddress")] string? IpAddress);

internal sealed record ExecCreate(IReadOnlyList<string> Cmd, IReadOnlyList<string> Env, bool AttachStdout, bool AttachStderr);

internal sealed record ExecStart(bool Detach, bool Tty);

internal sealed record ExecInspect(bool Running, int? ExitCode);
