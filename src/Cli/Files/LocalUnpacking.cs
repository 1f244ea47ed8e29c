using System.Formats.Tar;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Files;

/// <summary>
/// Makes files of this machine from an archive of an instance, which is not trusted: a name that leads out ends it, nothing is written through a link, and links that lead out
/// are left out.
/// </summary>
/// <param name="folder">The folder that it becomes; it must not exist.</param>
/// <param name="hasTop">True when each name begins with the folder's own.</param>
internal sealed class LocalUnpacking(string folder, bool hasTop)
{
    private const string LeftOutName = "anchorage-left-out.txt";
    private const UnixFileMode Permissions = (UnixFileMode)0x1FF;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly List<(string Path, UnixFileMode Mode, DateTimeOffset Time)> _folders = [];
    private readonly HashSet<string> _links = new(StringComparer.Ordinal);

    /// <summary>What to tell about: what was left out, here or there.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Takes all members.</summary>
    public async Task RunAsync(TarReader tar, CancellationToken cancel)
    {
        MakeFolder(folder);
        while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
        {
            if (entry.Name == LeftOutName && entry.DataStream is { } list)
            {
                using var reader = new StreamReader(list, leaveOpen: true);
                Notes.AddRange((await reader.ReadToEndAsync(cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => "Left out: " + line));
                continue;
            }

            var names = Names(entry.Name);
            await MakeAsync(entry, Path.Combine([folder, .. names]), names, cancel);
        }

        foreach (var (path, mode, time) in Enumerable.Reverse(_folders))
        {
            Directory.SetLastWriteTimeUtc(path, time.UtcDateTime);
            SetMode(path, mode);
        }
    }

    private async Task MakeAsync(TarEntry entry, string path, string[] names, CancellationToken cancel)
    {
        for (var above = names.Length - 1; above > 0; above--)
        {
            if (_links.Contains(Path.Combine([folder, .. names[..above]])))
            {
                throw Refused(entry.Name);
            }
        }

        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                MakeFolder(path);
                _folders.Add((path, entry.Mode & Permissions, entry.ModificationTime));
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
                {
                    if (entry.DataStream is { } data)
                    {
                        await data.CopyToAsync(file, 256 * 1024, cancel);
                    }
                }

                File.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
                SetMode(path, entry.Mode & Permissions);
                break;
            case TarEntryType.SymbolicLink when StaysInside(names, entry.LinkName):
                File.CreateSymbolicLink(path, entry.LinkName);
                _links.Add(path);
                break;
            case TarEntryType.SymbolicLink:
                Notes.Add($"Left out: the link {entry.Name}, which leads out of the folder, to {entry.LinkName}");
                break;
            default:
                Notes.Add($"Left out: {entry.Name}, which is no file, folder or link");
                break;
        }
    }

    private string[] Names(string name)
    {
        var names = name.TrimEnd('/').Split('/');
        return name.StartsWith('/') || names.Any(n => n is "" or "." or ".." || n.Contains('\0', StringComparison.Ordinal)) ? throw Refused(name) : hasTop ? names[1..] : names;
    }

    private static bool StaysInside(string[] link, string target)
    {
        var depth = link.Length - 1;
        foreach (var name in target.Split('/'))
        {
            depth += name switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return false;
            }
        }

        return target.Length > 0 && target[0] != '/';
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Private);
        }
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static CliException Refused(string name) =>
        new("unexpected_answer", $"The archive holds \"{name}\", which leads out of the folder. Nothing of it was kept.", "Do not trust this instance's node.", ExitCodes.Internal);
}
