using System.Text;
using Anchorage.Cli.Configuration;

namespace Anchorage.Cli.Ssh;

/// <summary>
/// Our part of the user's ssh configuration: one file per profile, and one marked block in ~/.ssh/config that includes them.
/// Everything outside the block stays byte for byte. Writing twice changes nothing.
/// </summary>
internal sealed class SshConfigFiles(string home)
{
    private const string Begin = "# >>> anchorage (kept by \"anchorage ssh-config --write\") >>>";
    private const string End = "# <<< anchorage <<<";
    private readonly string _folder = Path.Combine(home, ".ssh");

    /// <summary>Writes the entries of a profile.</summary>
    /// <returns>The file, and whether it or ~/.ssh/config had to be changed.</returns>
    public (string File, bool Changed) Write(string profile, string entries)
    {
        var parts = Path.Combine(_folder, "config.d");
        if (!Directory.Exists(_folder))
        {
            PrivateFile.CreateDirectory(_folder);
        }

        if (!Directory.Exists(parts))
        {
            PrivateFile.CreateDirectory(parts);
        }

        var file = Path.Combine(parts, $"anchorage-{profile}.conf");
        var changed = Replace(file, entries);
        changed |= Include(Path.Combine(parts, "anchorage-*.conf"));
        return (file, changed);
    }

    // At the top: an Include after a Host line would belong to that host only.
    private bool Include(string pattern)
    {
        var path = Path.Combine(_folder, "config");
        var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        var text = File.Exists(target) ? File.ReadAllText(target) : "";
        var block = $"{Begin}\nInclude \"{pattern}\"\n{End}\n";
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf(End, begin, StringComparison.Ordinal);
        if (end < 0)
        {
            return Replace(target, text.Length == 0 ? block : $"{block}\n{text}");
        }

        end += End.Length;
        if (end < text.Length && text[end] == '\n')
        {
            end++;
        }

        return Replace(target, text[..begin] + block + text[end..]);
    }

    private static bool Replace(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return false;
        }

        PrivateFile.Write(path, Encoding.UTF8.GetBytes(text));
        return true;
    }
}
