namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>The numbers of a control sequence. Parts after a colon belong to the number before them (ITU T.416).</summary>
/// <remarks>At most 32 numbers with together 32 parts are kept, the rest is ignored; a number is at most 2^31-1 and -1 when it was left out.</remarks>
internal sealed class VtParameters
{
    private const int Limit = 32;

    private readonly int[] _values = new int[Limit];
    private readonly int[] _partStart = new int[Limit + 1];
    private readonly int[] _parts = new int[Limit];
    private int _partCount;
    private bool _inPart;
    private bool _full;

    /// <summary>Count of numbers, at least 1.</summary>
    internal int Count { get; private set; }

    /// <summary>A number, 0 when it was left out or is not there.</summary>
    internal int this[int index] => index < Count ? Math.Max(_values[index], 0) : 0;

    /// <summary>A number that counts something: at least 1.</summary>
    internal int AtLeastOne(int index) => Math.Max(this[index], 1);

    /// <summary>The parts of a number, -1 for those left out.</summary>
    internal ReadOnlySpan<int> Parts(int index)
    {
        int end = index + 1 < Count ? _partStart[index + 1] : _partCount;
        return _parts.AsSpan(_partStart[index], end - _partStart[index]);
    }

    /// <summary>Begins anew.</summary>
    internal void Clear()
    {
        Count = 1;
        _values[0] = -1;
        _partStart[0] = 0;
        _partCount = 0;
        _inPart = false;
        _full = false;
    }

    /// <summary>Takes a digit, a semicolon or a colon.</summary>
    internal void Add(byte value)
    {
        if (_full)
        {
            return;
        }

        switch (value)
        {
            case (byte)';':
                if (Count == Limit)
                {
                    _full = true;
                    return;
                }

                _values[Count] = -1;
                _partStart[Count] = _partCount;
                Count++;
                _inPart = false;
                break;
            case (byte)':':
                if (_partCount == Limit)
                {
                    _full = true;
                    return;
                }

                _parts[_partCount++] = -1;
                _inPart = true;
                break;
            default:
                ref int number = ref _inPart ? ref _parts[_partCount - 1] : ref _values[Count - 1];
                number = (int)Math.Min(((long)Math.Max(number, 0) * 10) + (value - '0'), int.MaxValue);
                break;
        }
    }
}
