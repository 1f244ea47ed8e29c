namespace Anchorage.NodeAgent.Commands;

/// <summary>An operation that the administrator of the node offers.</summary>
/// <param name="Command">Program and arguments, run inside the instance as its user; no shell looks at them.</param>
/// <param name="Directory">Where it begins; null for the instance's own.</param>
/// <param name="TimeoutSeconds">When it is ended; null for an hour.</param>
internal sealed record NamedOperation(IReadOnlyList<string>? Command, string? Directory = null, int? TimeoutSeconds = null);
