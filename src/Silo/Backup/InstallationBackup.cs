using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Silo.Data;
using Anchorage.Silo.Storage;

namespace Anchorage.Silo.Backup;

/// <summary>
/// Backup and restore of a whole installation: one <c>.tar.gz</c> with a manifest first, then the database and the other files of the
/// data folder. It holds the encryption keys: keep it as safe as the server itself.
/// </summary>
public sealed class InstallationBackup(DataFolder folder, TimeProvider time)
{
    internal const string ManifestName = "manifest.json";
    internal const int Format = 1;

    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Writes a backup, while the server runs or not.</summary>
    /// <param name="target">Path of the archive; it must not exist. It appears whole or not at all, with mode 0600.</param>
    /// <param name="cancellation">Ends the work; nothing is left.</param>
    /// <exception cref="AnchorageException"><c>storage_unavailable</c>: the database or the target cannot be read or written.</exception>
    public async Task<BackupManifest> Create(string target, CancellationToken cancellation)
    {
        target = Path.GetFullPath(target);
        string staging = Path.Combine(folder.TemporaryFolder, Guid.NewGuid().ToString("N"));
        string partial = target + ".partial";
        try
        {
            DataFolder.MakeFolder(folder.TemporaryFolder);
            DataFolder.MakeFolder(staging);
            DateTimeOffset at = time.GetUtcNow();

            // Copies first, checksums of the copies after: a key that is rotated meanwhile cannot spoil the archive. The database goes
            // first, so every key that it needs is in the copy.
            List<(string Relative, string Absolute)> files = await Task.Run(() => BackupSource.Stage(folder, staging, BusyTimeout), cancellation);
            ImmutableArray<BackupFile> described = [.. files.Select(f => BackupSource.Describe(f.Relative, f.Absolute))];
            BackupManifest manifest = new(Format, at, $"anchorage {typeof(InstallationBackup).Assembly.GetName().Version?.ToString(3)}", described);
            await WriteArchive(partial, manifest, files, cancellation);
            File.Move(partial, target, overwrite: false);
            return manifest;
        }
        catch (Exception e) when (StorageErrors.Classify(e) is { } problem)
        {
            throw StorageErrors.Unavailable(new StorageHealth(problem, $"backup to {target}: {e.Message}"));
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }

            File.Delete(partial);
        }
    }

    /// <summary>Restores a backup into this data folder, which must be empty or missing. The server must not run.</summary>
    /// <exception cref="AnchorageException"><c>restore_refused</c>: the folder is not empty; <c>backup_invalid</c>: the archive is damaged
    /// or names a path outside the folder. In both cases the folder is as it was.</exception>
    public async Task<BackupManifest> Restore(string archive, CancellationToken cancellation)
    {
        if (Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any())
        {
            throw new AnchorageException(ErrorCodes.RestoreRefused, ("problem", $"{folder.Path} is not empty"));
        }

        bool existed = Directory.Exists(folder.Path);
        DataFolder.MakeFolder(folder.Path);
        string staging = Path.Combine(folder.Path, DataFolder.TemporaryName, "restore");
        bool done = false;
        try
        {
            DataFolder.MakeFolder(Path.GetDirectoryName(staging)!);
            DataFolder.MakeFolder(staging);
            BackupManifest manifest = await BackupReader.Extract(archive, staging, cancellation);
            foreach (string entry in Directory.EnumerateFileSystemEntries(staging))
            {
                Directory.Move(entry, Path.Combine(folder.Path, Path.GetFileName(entry)));
            }

            Directory.Delete(Path.GetDirectoryName(staging)!, recursive: true);
            done = true;
            return manifest;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or FormatException)
        {
            throw BackupReader.Invalid(e.Message);
        }
        finally
        {
            if (!done)
            {
                Clear(existed);
            }
        }
    }

    private void Clear(bool keepFolder)
    {
        Directory.Delete(folder.Path, recursive: true);
        if (keepFolder)
        {
            DataFolder.MakeFolder(folder.Path);
        }
    }

    private static async Task WriteArchive(
        string path, BackupManifest manifest, List<(string Relative, string Absolute)> files, CancellationToken cancellation)
    {
        await using FileStream file = DataFolder.CreateFile(path);
        await using (GZipStream gzip = new(file, CompressionLevel.Fastest, leaveOpen: true))
        await using (TarWriter tar = new(gzip, TarEntryFormat.Pax))
        {
            using MemoryStream json = new(JsonSerializer.SerializeToUtf8Bytes(manifest, ApiJson.Options));
            await Add(tar, ManifestName, json, cancellation);
            foreach ((string relative, string absolute) in files)
            {
                await using FileStream content = File.OpenRead(absolute);
                await Add(tar, relative, content, cancellation);
            }
        }

        file.Flush(flushToDisk: true);
    }

    private static Task Add(TarWriter tar, string name, Stream content, CancellationToken cancellation) =>
        tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = DataFolder.FileMode }, cancellation);
}
