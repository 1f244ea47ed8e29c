namespace Anchorage.Cli.Nodes.Anchoring;

/// <summary>The machine that asks.</summary>
internal sealed record AnchorMachine(string Fingerprint, long Pid, long Timestamp);
