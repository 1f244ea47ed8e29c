using System.Security.Cryptography;
using Anchorage.Silo.Data;
using Anchorage.Silo.Storage;

namespace Anchorage.Silo.Backup;

/// <summary>Collects what goes into a backup: a consistent copy of the database, and every other file that holds state.</summary>
internal static class BackupSource
{
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal)
    {
        DataFolder.DatabaseName,
        DataFolder.DatabaseName + "-wal",
        DataFolder.DatabaseName + "-shm",
        DataFolderLock.Name,
    };

    private static readonly HashSet<string> LeftFolders = new(StringComparer.Ordinal) { DataFolder.TemporaryName, "logs", "run" };

    /// <summary>Copies everything into a folder; gives relative paths, and where the copies lie.</summary>
    public static List<(string Relative, string Absolute)> Stage(DataFolder folder, string staging, TimeSpan busyTimeout)
    {
        string database = Path.Combine(staging, DataFolder.DatabaseName);
        CopyDatabase(folder.DatabaseFile, database, busyTimeout);
        List<(string Relative, string Absolute)> staged = [(DataFolder.DatabaseName, database)];
        foreach ((string relative, string absolute) in Files(folder))
        {
            string copy = Path.Combine(staging, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(absolute, copy);
            staged.Add((relative, copy));
        }

        return staged;
    }

    /// <summary>Copies the database while others read and write it. The copy is one moment of it.</summary>
    private static void CopyDatabase(string file, string copy, TimeSpan busyTimeout)
    {
        using SqliteSession session = SqliteSession.Open(file, busyTimeout, SessionMode.Copier);
        session.Execute("VACUUM INTO $copy", ("$copy", copy));
    }

    /// <summary>The other files: relative path with <c>/</c>, absolute path. Links and sockets hold no state and are left out.</summary>
    private static IEnumerable<(string Relative, string Absolute)> Files(DataFolder folder)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry is DirectoryInfo { LinkTarget: null } sub && !LeftFolders.Contains(sub.Name))
            {
                EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
                foreach (FileInfo file in sub.EnumerateFiles("*", all).OrderBy(f => f.FullName, StringComparer.Ordinal).Where(IsRegular))
                {
                    yield return (Path.GetRelativePath(folder.Path, file.FullName).Replace('\\', '/'), file.FullName);
                }
            }
            else if (entry is FileInfo file && !Left.Contains(file.Name) && IsRegular(file))
            {
                yield return (file.Name, file.FullName);
            }
        }
    }

    /// <summary>Size and checksum of a file.</summary>
    public static BackupFile Describe(string relative, string absolute)
    {
        using FileStream stream = File.OpenRead(absolute);
        byte[] hash = SHA256.HashData(stream);
        return new BackupFile(relative, stream.Length, Convert.ToHexStringLower(hash));
    }

    /// <summary>.NET does not tell a socket from a file; sockets have no bytes and are named so by convention.</summary>
    private static bool IsRegular(FileInfo file) => file.LinkTarget is null && file.Extension is not (".sock" or ".pid" or ".lock");
}
