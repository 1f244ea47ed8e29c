namespace Anchorage.Silo.Backup;

/// <summary>One file of a backup.</summary>
/// <param name="Path">Relative to the data folder, with <c>/</c> between names.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record BackupFile(string Path, long Size, string Sha256);
