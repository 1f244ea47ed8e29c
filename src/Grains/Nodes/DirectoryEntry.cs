namespace Anchorage.Grains.Nodes;

/// <summary>A node of the directory.</summary>
/// <param name="OwnerId">Its owner.</param>
/// <param name="MachineId">Its machine.</param>
/// <param name="Name">Its name, unique in the installation; empty while a node from before names were kept here has not reported.</param>
public sealed record DirectoryEntry(string OwnerId, string MachineId, string Name = "");
