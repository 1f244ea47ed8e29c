namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of an image's configuration that we use.</summary>
internal sealed record ImageConfig(IReadOnlyDictionary<string, string>? Labels);
