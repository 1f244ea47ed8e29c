namespace Anchorage.Api.Nodes;

/// <param name="Fingerprint">Stable identity of the machine.</param>
/// <param name="Pid">Process that asks; for the reader of a trace only.</param>
/// <param name="Timestamp">Its clock, in milliseconds since 1970; for the reader of a trace only.</param>
internal sealed record AnchorMachine(string? Fingerprint, long? Pid, long? Timestamp);
