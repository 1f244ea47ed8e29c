using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Searching;

/// <summary>The lines of a text in which something stands, each once.</summary>
internal static class LineHits
{
    private const int MaxShown = 300;
    private const int Before = 80;

    /// <summary>Finds them.</summary>
    /// <param name="content">The text.</param>
    /// <param name="pattern">What stands in them.</param>
    /// <param name="file">The file, for the hits.</param>
    /// <param name="most">Most hits.</param>
    internal static IEnumerable<SearchHit> In(string content, TextPattern pattern, SearchHit file, int most)
    {
        int line = 1, counted = 0, from = 0;
        while (most-- > 0 && from <= content.Length)
        {
            (int at, int length) = pattern.Find(content, from);
            if (at < 0)
            {
                yield break;
            }

            line += content.AsSpan(counted, at - counted).Count('\n');
            counted = at;
            int begin = at == 0 ? 0 : content.LastIndexOf('\n', at - 1) + 1;
            int end = content.IndexOf('\n', at) is >= 0 and var next ? next : content.Length;
            yield return Hit(content.AsSpan(begin, end - begin).TrimEnd('\r'), at - begin, length, line, file);
            from = end + 1;
        }
    }

    private static SearchHit Hit(ReadOnlySpan<char> text, int at, int length, int line, SearchHit file)
    {
        int cut = Math.Max(0, Math.Min(at - Before, text.Length - MaxShown));
        ReadOnlySpan<char> shown = text.Slice(cut, Math.Min(MaxShown, text.Length - cut));

        // Half a character at the edge would be none.
        if (shown.Length > 0 && char.IsLowSurrogate(shown[0]))
        {
            shown = shown[1..];
            cut++;
        }

        if (shown.Length > 0 && char.IsHighSurrogate(shown[^1]))
        {
            shown = shown[..^1];
        }

        int inside = Math.Clamp(at - cut, 0, shown.Length);
        return file with { Line = line, Column = at + 1, Text = shown.ToString(), At = inside, Length = Math.Clamp(length, 0, shown.Length - inside) };
    }
}
