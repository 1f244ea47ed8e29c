namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ImageInspect that we use, under the API's own names.</summary>
internal sealed record ImageInspect(string Id, ImageConfig? Config = null);
