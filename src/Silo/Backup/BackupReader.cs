using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Silo.Data;

namespace Anchorage.Silo.Backup;

/// <summary>Unpacks a backup into an empty folder and believes nothing that the archive says about itself.</summary>
internal static class BackupReader
{
    private const long MaxManifest = 16 << 20;
    private const int Chunk = 1 << 16;

    /// <summary>Unpacks and verifies; throws <c>backup_invalid</c> when an entry does not match the manifest.</summary>
    public static async Task<BackupManifest> Extract(string archive, string folder, CancellationToken cancellation)
    {
        await using FileStream file = File.OpenRead(archive);
        await using GZipStream gzip = new(file, CompressionMode.Decompress);
        await using TarReader tar = new(gzip);
        BackupManifest manifest = await ReadManifest(tar, cancellation);
        foreach (BackupFile expected in manifest.Files)
        {
            string path = Resolve(folder, expected.Path);
            TarEntry entry = await tar.GetNextEntryAsync(copyData: false, cancellation) ?? throw Invalid($"{expected.Path} is missing");
            if (!IsFile(entry) || entry.Name != expected.Path || entry.Length != expected.Size)
            {
                throw Invalid($"entry {entry.Name} is not {expected.Path} of the manifest");
            }

            await Write(entry, path, expected, cancellation);
        }

        if (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } extra)
        {
            throw Invalid($"entry {extra.Name} is not in the manifest");
        }

        return manifest;
    }

    public static AnchorageException Invalid(string problem) => new(ErrorCodes.BackupInvalid, ("problem", problem));

    /// <summary>Path of an entry beneath the folder.</summary>
    internal static string Resolve(string folder, string relative)
    {
        string[] names = relative.Split('/');
        if (relative.Length == 0 || relative.Contains('\\') || relative.Contains('\0') || names.Any(n => n is "" or "." or ".."))
        {
            throw Invalid($"path '{relative}' leads out of the data folder");
        }

        return Path.Combine([folder, .. names]);
    }

    private static async Task<BackupManifest> ReadManifest(TarReader tar, CancellationToken cancellation)
    {
        TarEntry? entry = await tar.GetNextEntryAsync(copyData: false, cancellation);
        if (entry is not { Name: InstallationBackup.ManifestName, DataStream: { } stream } || !IsFile(entry) || entry.Length > MaxManifest)
        {
            throw Invalid($"the archive does not begin with {InstallationBackup.ManifestName}");
        }

        BackupManifest? manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, ApiJson.Options, cancellation);
        if (manifest is not { Format: InstallationBackup.Format } || manifest.Files.IsDefault)
        {
            throw Invalid($"its format is {manifest?.Format}, this release reads {InstallationBackup.Format}");
        }

        return manifest.Files.Any(f => f.Path == DataFolder.DatabaseName) ? manifest : throw Invalid("it holds no database");
    }

    private static async Task Write(TarEntry entry, string path, BackupFile expected, CancellationToken cancellation)
    {
        DataFolder.MakeFolder(Path.GetDirectoryName(path)!);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using FileStream target = DataFolder.CreateFile(path);
        byte[] buffer = new byte[Chunk];
        int read;
        while (entry.DataStream is { } source && (read = await source.ReadAsync(buffer, cancellation)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        if (!Convert.ToHexStringLower(hash.GetHashAndReset()).Equals(expected.Sha256, StringComparison.Ordinal))
        {
            throw Invalid($"{expected.Path} does not have the checksum of the manifest");
        }

        target.Flush(flushToDisk: true);
    }

    private static bool IsFile(TarEntry entry) => entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
}
