namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Take something back from the trash.</summary>
/// <param name="Id">Its name there.</param>
/// <param name="Target">Another place than the one where it was; null for that one.</param>
public sealed record RestoreFile(string Id, string? Target);
