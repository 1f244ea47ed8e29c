namespace Anchorage.Api.Instances;

internal sealed record RebuildBody(string? ImageId, bool? WipeHome);
