namespace Anchorage.Cli.Instances;

/// <summary>The image an instance was made from.</summary>
internal sealed record InstanceImage(string? Id, string? Title);
