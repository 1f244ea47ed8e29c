namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>A queue of lines whose newest can be taken back; grows as needed.</summary>
internal sealed class LineQueue
{
    // As long as a power of two.
    private KeptLine[] _items = [];
    private int _first;

    internal int Count { get; private set; }

    /// <summary>A line, 0 is the oldest.</summary>
    internal KeptLine this[int index] => _items[(_first + index) & (_items.Length - 1)];

    internal void Add(KeptLine line)
    {
        if (Count == _items.Length)
        {
            KeptLine[] larger = new KeptLine[Math.Max(16, Count * 2)];
            for (int i = 0; i < Count; i++)
            {
                larger[i] = this[i];
            }

            (_items, _first) = (larger, 0);
        }

        _items[(_first + Count) & (_items.Length - 1)] = line;
        Count++;
    }

    internal KeptLine RemoveFirst()
    {
        KeptLine line = this[0];
        _first = (_first + 1) & (_items.Length - 1);
        Count--;
        return line;
    }

    internal KeptLine RemoveLast()
    {
        Count--;
        return this[Count];
    }

    internal void Clear() => (_items, _first, Count) = ([], 0, 0);
}
