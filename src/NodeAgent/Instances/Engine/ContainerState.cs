using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ContainerState that we use, under the API's own names.</summary>
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
