using System.IO.Enumeration;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Browsing;

/// <summary>Names that are left out. A pattern is compared with one whole name, so <c>node_modules</c> leaves out that folder and not <c>node_modules_notes.txt</c>.</summary>
internal sealed class ExcludeList
{
    private const int MaxPatterns = 100;
    private const int MaxLength = 255;
    private readonly string[] _patterns;

    internal ExcludeList(IReadOnlyList<string>? patterns)
    {
        patterns ??= [];
        if (patterns.Count > MaxPatterns || patterns.Any(p => p is not { Length: > 0 and <= MaxLength }))
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"There are at most {MaxPatterns} patterns of 1 to {MaxLength} characters.");
        }

        // A slash at the end says "a folder" in other programs; here a name is enough.
        _patterns = [.. patterns.Select(p => p.TrimEnd('/')).Where(p => p.Length > 0)];
    }

    /// <summary>True for a name that a pattern fits.</summary>
    internal bool Fits(byte[] name)
    {
        if (_patterns.Length == 0)
        {
            return false;
        }

        string text = PathText.Encode(name);
        return _patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, text, ignoreCase: false));
    }
}
