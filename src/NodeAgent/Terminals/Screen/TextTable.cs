namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Numbers texts that cells refer to: characters of several scalars, hyperlinks. Bounded; when full, what no cell shows any more is forgotten.</summary>
/// <param name="limit">Texts kept at most.</param>
internal sealed class TextTable(int limit)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string?> _texts = [null];
    private readonly Queue<int> _free = new();

    /// <summary>The text of a number.</summary>
    internal string this[int number] => _texts[number]!;

    /// <summary>The number of a text, from 1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="inUse">Lists the numbers that cells show, asked for when the table is full.</param>
    /// <returns>The number, or 0 when there is no room.</returns>
    internal int Number(string text, Func<IReadOnlySet<int>> inUse)
    {
        if (_numbers.TryGetValue(text, out int number))
        {
            return number;
        }

        if (_numbers.Count >= limit && _free.Count == 0)
        {
            Forget(inUse());
        }

        if (_free.TryDequeue(out number))
        {
            _texts[number] = text;
        }
        else if (_texts.Count <= limit)
        {
            number = _texts.Count;
            _texts.Add(text);
        }
        else
        {
            return 0;
        }

        _numbers[text] = number;
        return number;
    }

    private void Forget(IReadOnlySet<int> used)
    {
        for (int number = 1; number < _texts.Count; number++)
        {
            if (_texts[number] is { } text && !used.Contains(number))
            {
                _numbers.Remove(text);
                _texts[number] = null;
                _free.Enqueue(number);
            }
        }
    }
}
