namespace Anchorage.Cli.Instances;

/// <summary>Body of POST /api/instances/{id}/rebuild.</summary>
internal sealed record InstanceRebuild(string? ImageId, bool WipeHome);
