using System.Text;
using System.Text.RegularExpressions;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>A search through the text of a terminal. A line that was too long for one row is searched as one.</summary>
internal sealed class ScreenSearch
{
    private const int LongestQuery = 256;
    private const int MaxMatches = 1000;
    private const int LongestText = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SearchTerminal _request;
    private readonly TimeProvider _time;
    private readonly Regex? _expression;

    /// <summary>Checks a request.</summary>
    /// <exception cref="LinkRequestException"><c>invalid_request</c>.</exception>
    internal ScreenSearch(SearchTerminal request, TimeProvider time)
    {
        (_request, _time) = (request, time);
        if (request.Query is not { Length: >= 1 and <= LongestQuery } || request.Limit is < 1 or > MaxMatches)
        {
            throw Invalid($"A search has 1 to {LongestQuery} characters and 1 to {MaxMatches} matches.");
        }

        if (request.Regex)
        {
            try
            {
                RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (request.MatchCase ? RegexOptions.None : RegexOptions.IgnoreCase);
                _expression = new Regex(request.Query, options, Patience);
            }
            catch (NotSupportedException)
            {
                throw Invalid("The expression cannot be matched in one pass: it is too large, or has back-references or look-around.");
            }
            catch (ArgumentException error)
            {
                throw Invalid($"The expression is not valid: {error.Message}");
            }
        }
    }

    /// <summary>Searches.</summary>
    internal SearchResult Find(ScreenReading reading)
    {
        string[] rows = [.. reading.Screen.Scrollback, .. reading.Screen.Lines];
        HashSet<int> wrapped = [.. reading.Wrapped];
        List<SearchMatch> found = [];
        long began = _time.GetTimestamp();
        try
        {
            for (int first = 0; first < rows.Length;)
            {
                int next = first + 1;
                while (next < rows.Length && wrapped.Contains(next))
                {
                    next++;
                }

                string line = next == first + 1 ? rows[first] : string.Concat(rows[first..next]);
                foreach ((int at, int length) in Places(line))
                {
                    if (found.Count == _request.Limit)
                    {
                        return new SearchResult(found, true);
                    }

                    found.Add(Match(rows, first, next, at, length));
                }

                if (_time.GetElapsedTime(began) > Patience)
                {
                    return new SearchResult(found, true);
                }

                first = next;
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return new SearchResult(found, true);
        }

        return new SearchResult(found, false);
    }

    private static SearchMatch Match(string[] rows, int first, int end, int at, int length)
    {
        int row = first;
        while (row + 1 < end && at >= rows[row].Length)
        {
            at -= rows[row].Length;
            row++;
        }

        var text = new StringBuilder(rows[row]);
        for (int i = row + 1; i < end && text.Length < at + length; i++)
        {
            text.Append(rows[i]);
        }

        return new SearchMatch(row, at, length, text.ToString(0, Math.Min(text.Length, LongestText)));
    }

    private static LinkRequestException Invalid(string message) => new(TerminalErrors.InvalidRequest, message);

    private IEnumerable<(int At, int Length)> Places(string line)
    {
        if (_expression is not null)
        {
            for (Match match = _expression.Match(line); match.Success; match = match.NextMatch())
            {
                if (match.Length > 0)
                {
                    yield return (match.Index, match.Length);
                }
            }

            yield break;
        }

        StringComparison comparison = _request.MatchCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        int length = _request.Query.Length;
        for (int at = line.IndexOf(_request.Query, comparison); at >= 0; at = at + length > line.Length ? -1 : line.IndexOf(_request.Query, at + length, comparison))
        {
            yield return (at, length);
        }
    }
}
