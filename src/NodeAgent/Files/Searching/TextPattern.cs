using System.Text.RegularExpressions;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Searching;

/// <summary>What stands in a line: plain text, or an expression that has a time for each file.</summary>
internal sealed class TextPattern
{
    private const int MaxLength = 1000;
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(500);
    private readonly string _text;
    private readonly StringComparison _comparison;
    private readonly Regex? _regex;

    /// <summary>Takes a request.</summary>
    /// <exception cref="LinkRequestException"><c>invalid_request</c>: the text is empty or too long, or no expression.</exception>
    internal TextPattern(SearchFiles request)
    {
        _text = request.Text is { Length: > 0 and <= MaxLength } text && !text.AsSpan().ContainsAny('\n', '\r')
            ? text
            : throw new LinkRequestException(FileErrors.InvalidRequest, $"The text to look for has 1 to {MaxLength} characters and no line ends.");
        _comparison = request.MatchCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        if (!request.Regex)
        {
            return;
        }

        try
        {
            // Not compiled: expressions are written by users and used once.
            _regex = new Regex(_text, RegexOptions.CultureInvariant | RegexOptions.Multiline | (request.MatchCase ? RegexOptions.None : RegexOptions.IgnoreCase), MaxTime);
        }
        catch (ArgumentException e)
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"The expression is none: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>The first place from a position on; a negative one for none.</summary>
    /// <exception cref="RegexMatchTimeoutException">The expression takes too long for this text.</exception>
    internal (int At, int Length) Find(string content, int from)
    {
        if (_regex is null)
        {
            int at = content.AsSpan(from).IndexOf(_text, _comparison);
            return at < 0 ? (-1, 0) : (from + at, _text.Length);
        }

        Match match = _regex.Match(content, from);
        return match.Success ? (match.Index, match.Length) : (-1, 0);
    }
}
