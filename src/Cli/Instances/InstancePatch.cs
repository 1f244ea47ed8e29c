namespace Anchorage.Cli.Instances;

/// <summary>Body of a change; what is absent stays.</summary>
internal sealed record InstancePatch(string? Name, InstanceLimits? Limits, string? RestartPolicy, string? RecordTerminals);
