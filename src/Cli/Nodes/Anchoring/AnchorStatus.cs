namespace Anchorage.Cli.Nodes.Anchoring;

/// <summary>Who this machine is, and to whom it is anchored, as the agent program says it; all but the id is null while it is not.</summary>
internal sealed record AnchorStatus(string MachineId, string? NodeId, string? Name, string? OwnerName, string? Server);
