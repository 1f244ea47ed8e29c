using System.Collections.Immutable;

namespace Anchorage.Silo.Backup;

/// <summary>First entry of a backup: what the archive holds.</summary>
/// <param name="Format">Version of this format; 1.</param>
/// <param name="CreatedAt">When the copy of the database was taken (UTC).</param>
/// <param name="Product">Name and version of the release that made it.</param>
/// <param name="Files">Every other entry, in the order of the archive.</param>
public sealed record BackupManifest(int Format, DateTimeOffset CreatedAt, string Product, ImmutableArray<BackupFile> Files);
