namespace Anchorage.NodeAgent.Protocol.Commands;

/// <summary>One setting.</summary>
/// <param name="Section">What it belongs to: <c>instance</c>, <c>limits</c>, <c>network</c>, <c>environment</c>, <c>operations</c>, <c>logs</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; stars where it is a secret.</param>
/// <param name="Masked">True when the value is not shown.</param>
public sealed record ConfigurationEntry(string Section, string Name, string Value, bool Masked);
