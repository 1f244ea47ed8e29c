namespace Anchorage.Cli.Instances;

/// <summary>Body of POST /api/instances; what is absent the server chooses.</summary>
internal sealed record InstanceCreate(string? Name, string? ImageId, string? NodeId, string? SshPublicKey, InstanceLimits? Limits, string? RestartPolicy, string? RecordTerminals);
