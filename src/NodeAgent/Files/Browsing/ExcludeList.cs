using System.IO.Enumeration;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Browsing;

/// <summary>
/// Names and paths that are left out (inventory D11). A pattern without a slash is compared with one whole name at any depth, so <c>node_modules</c> leaves out that folder and not
/// <c>node_modules_notes.txt</c>; one with a slash with the path from the folder on. Upper and lower case differ.
/// </summary>
internal sealed class ExcludeList
{
    private const int MaxPatterns = 100;
    private const int MaxLength = 255;
    private const string AnyNames = "**";
    private readonly string[] _names;
    private readonly string[][] _paths;

    internal ExcludeList(IReadOnlyList<string>? patterns)
    {
        patterns ??= [];
        if (patterns.Count > MaxPatterns || patterns.Any(p => p is not { Length: > 0 and <= MaxLength }))
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"There are at most {MaxPatterns} patterns of 1 to {MaxLength} characters.");
        }

        if (patterns.FirstOrDefault(p => p.Contains('\0', StringComparison.Ordinal) || p.Split('/').Any(s => s is "." or "..")) is { } invalid)
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"The pattern '{invalid.Replace("\0", "\\0", StringComparison.Ordinal)}' is not valid: it holds no NUL, no '.' and no '..'.");
        }

        // A slash at the end says "a folder" in other programs, and "/**" all that is in it; here a name is enough.
        string[][] parts = [.. patterns.Select(Parts).Where(p => p.Length > 0)];
        _names = [.. parts.Where(p => p.Length == 1).Select(p => p[0])];
        _paths = [.. parts.Where(p => p.Length > 1)];
    }

    /// <summary>True for a name that a pattern fits.</summary>
    /// <param name="name">The name.</param>
    /// <param name="prefix">The path of its folder from the top on, with a slash at its end; empty at the top.</param>
    internal bool Fits(byte[] name, string prefix = "")
    {
        if (_names.Length == 0 && _paths.Length == 0)
        {
            return false;
        }

        string text = PathText.Encode(name);
        return _names.Any(p => Matches(p, text)) || (_paths.Length > 0 && FitsPath([.. prefix.Split('/', StringSplitOptions.RemoveEmptyEntries), text]));
    }

    private static string[] Parts(string pattern)
    {
        List<string> parts = [.. pattern.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        while (parts is [.., AnyNames])
        {
            parts.RemoveAt(parts.Count - 1);
        }

        // "**/x" is x at any depth; "/x" only x at the top.
        return parts is [AnyNames, var name] ? [name] : pattern is ['/', ..] && parts is [var top] ? [string.Empty, top] : [.. parts];
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private bool FitsPath(string[] path) => _paths.Any(p => p[0].Length == 0 ? path.Length == 1 && Matches(p[1], path[0]) : Fits(p, path));

    /// <summary>Goes through the pattern once and keeps every length of the path that its beginning can have: no pattern makes this slow.</summary>
    private static bool Fits(string[] pattern, string[] path)
    {
        bool[] reached = new bool[path.Length + 1];
        reached[0] = true;
        foreach (string part in pattern)
        {
            bool[] next = new bool[path.Length + 1];
            for (int i = 0; i <= path.Length; i++)
            {
                next[i] = part == AnyNames ? reached[i] || (i > 0 && next[i - 1]) : i > 0 && reached[i - 1] && Matches(part, path[i - 1]);
            }

            reached = next;
        }

        return reached[path.Length];
    }
}
