namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's EngineEvent that we use, under the API's own names.</summary>
internal sealed record EngineEvent(string? Type, string? Action, EventActor? Actor);
