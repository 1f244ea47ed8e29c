namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Change permission bits.</summary>
/// <param name="Path">Of what.</param>
/// <param name="Mode">0 to 0777: the bits that give rights of others stay as they are.</param>
public sealed record ChangeMode(string Path, int Mode);
