namespace Anchorage.Cli.Files;

/// <summary>What is below a folder of this machine, without following a link.</summary>
/// <param name="Entries">Path, name in an archive and bytes of each; folders come before what is in them.</param>
/// <param name="Bytes">Bytes of all files.</param>
/// <param name="LeftOut">Devices, pipes and sockets.</param>
internal sealed record LocalTree(IReadOnlyList<(string Path, string Name, long Size)> Entries, long Bytes, IReadOnlyList<string> LeftOut)
{
    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    /// <summary>Reads it.</summary>
    public static LocalTree Read(string folder)
    {
        var entries = new List<(string, string, long)> { (folder, "./", 0) };
        var leftOut = new List<string>();
        long bytes = 0;
        var waiting = new Stack<string>([folder]);
        while (waiting.TryPop(out var next))
        {
            foreach (var item in new DirectoryInfo(next).EnumerateFileSystemInfos("*", All))
            {
                var name = "./" + Path.GetRelativePath(folder, item.FullName);
                if (item.LinkTarget is not null)
                {
                    entries.Add((item.FullName, name, 0));
                }
                else if (item is DirectoryInfo)
                {
                    entries.Add((item.FullName, name + "/", 0));
                    waiting.Push(item.FullName);
                }
                else if (IsRegular(item))
                {
                    var size = ((FileInfo)item).Length;
                    entries.Add((item.FullName, name, size));
                    bytes += size;
                }
                else
                {
                    leftOut.Add(item.FullName);
                }
            }
        }

        return new LocalTree(entries, bytes, leftOut);
    }

    /// <summary>The runtime calls pipes, sockets and devices files too. None of them has a length, so only what has none needs the question.</summary>
    private static bool IsRegular(FileSystemInfo item) => ((FileInfo)item).Length > 0 || OperatingSystem.IsWindows() || LocalKind.IsRegular(item.FullName);
}
