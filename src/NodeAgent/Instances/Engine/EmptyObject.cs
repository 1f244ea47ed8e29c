namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The API writes a set as an object of empty objects.</summary>
internal sealed record EmptyObject;
