namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Remove what work on files left behind.</summary>
/// <param name="Temporary">True for unfinished content (<c>.anchorage-*.part</c>) below the home folder that no open transfer needs.</param>
/// <param name="Backups">True for the managed backups.</param>
/// <param name="Force">True for unfinished content of less than an hour ago too, which somebody may be writing.</param>
public sealed record CleanUp(bool Temporary, bool Backups, bool Force);
