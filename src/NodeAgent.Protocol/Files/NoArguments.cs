namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>An action needs no arguments.</summary>
public sealed record NoArguments;
