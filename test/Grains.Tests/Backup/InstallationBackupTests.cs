using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Tests.Storage;
using Anchorage.Silo.Backup;
using Anchorage.Silo.Data;
using Anchorage.Silo.Secrets;
using Anchorage.Silo.Storage;

namespace Anchorage.Grains.Tests.Backup;

public sealed class InstallationBackupTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_of_a_running_installation_restores_into_an_empty_folder()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        DataFolder data = Prepared("data");
        string secret = new SecretProtector(data).Protect("p", "canary");
        string archive = _folder.File("backup.tar.gz");
        using (SqliteDatabase database = await TestDatabase.Open(data.DatabaseFile))
        {
            await database.Write(s => s.Execute("CREATE TABLE pair (a INTEGER, b INTEGER)"));
            await database.Write(s => s.Execute("INSERT INTO pair VALUES (0, 0)"));
            using CancellationTokenSource stop = new();
            Task writing = Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await database.Write(s => s.Execute("UPDATE pair SET a = a + 1") + s.Execute("UPDATE pair SET b = b + 1"));
                }
            }, cancellation);
            BackupManifest made = await new InstallationBackup(data, TimeProvider.System).Create(archive, cancellation);
            await stop.CancelAsync();
            await writing;
            made.Files.Select(f => f.Path).ShouldContain("anchorage.db");
            made.Files.Count(f => f.Path.StartsWith("keys/", StringComparison.Ordinal)).ShouldBe(2);
        }

        File.GetUnixFileMode(archive).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        DataFolder restored = new(_folder.File("restored"));
        await new InstallationBackup(restored, TimeProvider.System).Restore(archive, cancellation);
        using SqliteDatabase copy = await TestDatabase.Open(restored.DatabaseFile);
        copy.Health.ShouldBe(StorageHealth.Open);
        (await copy.Read(s => (long)s.Scalar("SELECT count(*) FROM pair WHERE a = b")!)).ShouldBe(1, "a backup is one moment");
        new SecretProtector(restored).Unprotect("p", secret).ShouldBe("canary");
        File.GetUnixFileMode(restored.DatabaseFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFileSystemEntries(data.TemporaryFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_not_touched()
    {
        string archive = await Archive();
        DataFolder target = new(_folder.File("used"));
        Directory.CreateDirectory(target.Path);
        await File.WriteAllTextAsync(Path.Combine(target.Path, "mine"), "x", TestContext.Current.CancellationToken);

        (await Restore(target, archive)).ShouldBe(ErrorCodes.RestoreRefused);
        Directory.GetFileSystemEntries(target.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_damaged_archive_leaves_the_folder_as_it_was()
    {
        string archive = await Archive();
        byte[] whole = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        DataFolder missing = new(_folder.File("missing"));
        DataFolder empty = new(_folder.File("empty"));
        Directory.CreateDirectory(empty.Path);

        await File.WriteAllBytesAsync(archive, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        (await Restore(missing, archive)).ShouldBe(ErrorCodes.BackupInvalid);
        (await Restore(empty, archive)).ShouldBe(ErrorCodes.BackupInvalid);
        await File.WriteAllTextAsync(archive, "no archive", TestContext.Current.CancellationToken);
        (await Restore(missing, archive)).ShouldBe(ErrorCodes.BackupInvalid);
        Directory.Exists(missing.Path).ShouldBeFalse();
        Directory.GetFileSystemEntries(empty.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("keys/../../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("keys//evil")]
    [InlineData("./evil")]
    [InlineData("keys\\..\\evil")]
    public async Task A_path_that_leads_out_is_refused(string path)
    {
        string archive = Forge([("anchorage.db", "db"), (path, "evil")], links: false);

        (await Restore(new DataFolder(_folder.File("target")), archive)).ShouldBe(ErrorCodes.BackupInvalid);
        Directory.GetFiles(_folder.Path, "evil", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.Exists(_folder.File("target")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_in_place_of_a_file_is_refused()
    {
        string archive = Forge([("anchorage.db", "db"), ("keys", "/etc")], links: true);

        (await Restore(new DataFolder(_folder.File("target")), archive)).ShouldBe(ErrorCodes.BackupInvalid);
    }

    [Fact]
    public async Task Content_that_does_not_match_the_manifest_is_refused()
    {
        string archive = Forge([("anchorage.db", "db")], links: false, sha256: new string('0', 64));

        (await Restore(new DataFolder(_folder.File("target")), archive)).ShouldBe(ErrorCodes.BackupInvalid);
    }

    [Fact]
    public async Task A_backup_never_overwrites_a_file()
    {
        string archive = await Archive();
        byte[] before = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        DataFolder data = new(_folder.File("archived"));

        AnchorageException e = await Should.ThrowAsync<AnchorageException>(
            () => new InstallationBackup(data, TimeProvider.System).Create(archive, TestContext.Current.CancellationToken));
        e.Code.ShouldBe(ErrorCodes.StorageUnavailable);
        (await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    private static async Task<string> Restore(DataFolder target, string archive) =>
        (await Should.ThrowAsync<AnchorageException>(
            () => new InstallationBackup(target, TimeProvider.System).Restore(archive, TestContext.Current.CancellationToken))).Code;

    private DataFolder Prepared(string name)
    {
        DataFolder folder = new(_folder.File(name));
        folder.Prepare();
        return folder;
    }

    private async Task<string> Archive()
    {
        DataFolder data = Prepared("archived");
        using SqliteDatabase database = await TestDatabase.Open(data.DatabaseFile);
        string archive = _folder.File("archive.tar.gz");
        await new InstallationBackup(data, TimeProvider.System).Create(archive, TestContext.Current.CancellationToken);
        return archive;
    }

    private string Forge((string Path, string Content)[] files, bool links, string? sha256 = null)
    {
        BackupManifest manifest = new(1, DateTimeOffset.UnixEpoch, "forged", [.. files.Select(f => new BackupFile(
            f.Path,
            f.Content.Length,
            sha256 ?? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(f.Content)))))]);
        string archive = _folder.File("forged.tar.gz");
        using FileStream stream = File.Create(archive);
        using GZipStream gzip = new(stream, CompressionMode.Compress);
        using TarWriter tar = new(gzip);
        Add(tar, "manifest.json", JsonSerializer.Serialize(manifest, ApiJson.Options));
        foreach ((string path, string content) in files)
        {
            if (links && path != "anchorage.db")
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = content });
            }
            else
            {
                Add(tar, path, content);
            }
        }

        return archive;
    }

    private static void Add(TarWriter tar, string name, string content) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
}
