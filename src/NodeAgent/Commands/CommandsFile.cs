namespace Anchorage.NodeAgent.Commands;

/// <summary>The file as it is written.</summary>
/// <param name="Operations">Operations by name.</param>
/// <param name="Logs">Logs by name.</param>
internal sealed record CommandsFile(IReadOnlyDictionary<string, NamedOperation>? Operations = null, IReadOnlyDictionary<string, NamedLogSource>? Logs = null);
