using Anchorage.Grains.Abstractions.Errors;
using Microsoft.Extensions.Options;

namespace Anchorage.Silo.Data;

/// <summary>
/// The folder that holds all state of an installation. The folder is 0700 and its files are 0600: it holds the keys.
/// <code>
///  anchorage.db   the database, with -wal and -shm beside it while it is open
///  keys/          encryption keys; never in the database
///  tmp/           unfinished files; emptied at the start
///  server.lock    held by the server that works on the folder
/// </code>
/// </summary>
public sealed class DataFolder
{
    internal const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    internal const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    internal const string DatabaseName = "anchorage.db";
    internal const string TemporaryName = "tmp";
    internal const string KeysName = "keys";

    /// <summary>Names the folder; <see cref="Prepare"/> makes it.</summary>
    /// <exception cref="AnchorageException"><c>configuration_invalid</c>: the path is not absolute.</exception>
    public DataFolder(IOptions<DataFolderOptions> options)
        : this(options.Value.Path)
    {
    }

    /// <summary>Names the folder; <see cref="Prepare"/> makes it.</summary>
    /// <exception cref="AnchorageException"><c>configuration_invalid</c>: the path is not absolute.</exception>
    public DataFolder(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || !System.IO.Path.IsPathFullyQualified(path))
        {
            throw Invalid($"'{path}' is not an absolute path");
        }

        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Path of the database.</summary>
    public string DatabaseFile => System.IO.Path.Combine(Path, DatabaseName);

    /// <summary>Folder of the encryption keys.</summary>
    public string KeysFolder => System.IO.Path.Combine(Path, KeysName);

    /// <summary>Folder of unfinished files.</summary>
    public string TemporaryFolder => System.IO.Path.Combine(Path, TemporaryName);

    /// <summary>Makes the folders, narrows modes that are too wide, removes what an earlier process left unfinished.</summary>
    /// <exception cref="AnchorageException"><c>configuration_invalid</c>: the path is a folder of the system, such as <c>/tmp</c>.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder belongs to somebody else.</exception>
    public void Prepare()
    {
        MakeRoot();
        MakeFolder(KeysFolder);
        if (Directory.Exists(TemporaryFolder))
        {
            Directory.Delete(TemporaryFolder, recursive: true);
        }

        MakeFolder(TemporaryFolder);
        foreach (string file in Directory.EnumerateFiles(Path).Concat(Directory.EnumerateFiles(KeysFolder)))
        {
            Narrow(file);
        }
    }

    /// <summary>Makes the folder itself.</summary>
    internal void MakeRoot()
    {
        RefuseSharedFolder();
        MakeFolder(Path);
    }

    internal static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, FolderMode);
        if (File.GetUnixFileMode(path) != FolderMode)
        {
            File.SetUnixFileMode(path, FolderMode);
        }
    }

    /// <summary>Opens a new file that only the server's account may read.</summary>
    internal static FileStream CreateFile(string path)
    {
        FileStreamOptions options = new() { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        return new FileStream(path, options);
    }

    private static AnchorageException Invalid(string problem) =>
        new(ErrorCodes.ConfigurationInvalid, ("setting", DataFolderOptions.Section + ":Path"), ("problem", problem));

    /// <summary>The folder becomes 0700: that must never happen to one that others use.</summary>
    private void RefuseSharedFolder()
    {
        bool shared = System.IO.Path.GetDirectoryName(Path) is null
            || (!OperatingSystem.IsWindows() && Directory.Exists(Path) && File.GetUnixFileMode(Path).HasFlag(UnixFileMode.StickyBit));
        if (shared)
        {
            throw Invalid($"'{Path}' is shared with others; name a folder of its own");
        }
    }

    private static void Narrow(string file)
    {
        if (!OperatingSystem.IsWindows() && new FileInfo(file) is { LinkTarget: null } && (File.GetUnixFileMode(file) & ~FileMode) != UnixFileMode.None)
        {
            File.SetUnixFileMode(file, FileMode);
        }
    }
}
