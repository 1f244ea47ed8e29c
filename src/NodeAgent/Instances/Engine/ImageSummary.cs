namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ImageSummary that we use, under the API's own names.</summary>
internal sealed record ImageSummary(string Id, IReadOnlyList<string>? RepoTags);
