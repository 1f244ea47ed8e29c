namespace Anchorage.Grains.Nodes;

/// <summary>A node of the directory.</summary>
/// <param name="OwnerId">Its owner.</param>
/// <param name="MachineId">Its machine.</param>
public sealed record DirectoryEntry(string OwnerId, string MachineId);
