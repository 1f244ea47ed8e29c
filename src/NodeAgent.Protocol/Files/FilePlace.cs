namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>One object.</summary>
/// <param name="Path">Absolute path within the instance, as <see cref="PathText"/>; null for the home folder.</param>
public sealed record FilePlace(string? Path);
