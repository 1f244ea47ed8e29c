namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Lines that left the screen at the top, each written as text with its colours, so that they cost little and can be sent as they are.</summary>
/// <param name="lineLimit">Lines kept at most.</param>
/// <param name="byteLimit">Bytes kept at most.</param>
/// <param name="writer">Writes rows.</param>
internal sealed class Scrollback(int lineLimit, int byteLimit, RowWriter writer)
{
    private const int FirstSize = 1024;

    private readonly LineQueue _lines = new();
    private byte[] _bytes = [];
    private long _start;
    private long _end;

    /// <summary>Count of lines.</summary>
    internal int Count => _lines.Count;

    /// <summary>Bytes of memory in use.</summary>
    internal int Capacity => _bytes.Length;

    /// <summary>Keeps a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="continues">True when the next row is the rest of its line.</param>
    internal void Add(Row row, bool continues)
    {
        writer.Begin();
        writer.Write(row, full: continues);
        writer.End();
        ReadOnlySpan<byte> text = writer.Written;
        if (text.Length > byteLimit)
        {
            text = default;
        }

        while (_lines.Count >= lineLimit || _end - _start + text.Length > byteLimit)
        {
            _start += _lines.RemoveFirst().Length;
        }

        Grow((int)(_end - _start) + text.Length);
        Copy(text, _end);
        _end += text.Length;
        _lines.Add(new KeptLine(text.Length, row.Cells.Length, row.Continues));
    }

    /// <summary>Takes the newest line back.</summary>
    /// <returns>The row, as wide as it was; null when there is none.</returns>
    internal Row? TakeLast()
    {
        if (_lines.Count == 0)
        {
            return null;
        }

        KeptLine line = _lines.RemoveLast();
        byte[] text = new byte[line.Length];
        Read(_end - line.Length, text);
        _end -= line.Length;
        Row row = writer.Read(text, line.Columns);
        row.Wrapped = line.Wrapped;
        return row;
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        _lines.Clear();
        (_bytes, _start, _end) = ([], 0, 0);
    }

    /// <summary>Writes all lines with line ends between them; a line that was broken is written in one.</summary>
    internal void WriteTo(MemoryStream stream)
    {
        long offset = _start;
        for (int i = 0; i < _lines.Count; i++)
        {
            KeptLine line = _lines[i];
            if (i > 0 && !line.Wrapped)
            {
                stream.Write("\r\n"u8);
            }

            int index = Index(offset);
            int first = Math.Min(line.Length, _bytes.Length - index);
            stream.Write(_bytes, index, first);
            stream.Write(_bytes, 0, line.Length - first);
            offset += line.Length;
        }
    }

    /// <summary>The newest lines as they are now, to be read by another thread.</summary>
    internal ScrollbackCopy Copy(int count)
    {
        count = Math.Clamp(count, 0, _lines.Count);
        KeptLine[] lines = new KeptLine[count];
        int length = 0;
        for (int i = 0; i < count; i++)
        {
            lines[i] = _lines[_lines.Count - count + i];
            length += lines[i].Length;
        }

        byte[] bytes = new byte[length];
        Read(_end - length, bytes);
        return new ScrollbackCopy(lines, bytes);
    }

    // As long as a power of two.
    private int Index(long offset) => (int)(offset & (_bytes.Length - 1));

    private void Copy(ReadOnlySpan<byte> text, long offset)
    {
        if (text.IsEmpty)
        {
            return;
        }

        int index = Index(offset);
        int first = Math.Min(text.Length, _bytes.Length - index);
        text[..first].CopyTo(_bytes.AsSpan(index));
        text[first..].CopyTo(_bytes);
    }

    private void Read(long offset, Span<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        int index = Index(offset);
        int first = Math.Min(text.Length, _bytes.Length - index);
        _bytes.AsSpan(index, first).CopyTo(text);
        _bytes.AsSpan(0, text.Length - first).CopyTo(text[first..]);
    }

    private void Grow(int needed)
    {
        if (needed <= _bytes.Length)
        {
            return;
        }

        int size = Math.Max(FirstSize, _bytes.Length);
        while (size < needed)
        {
            size *= 2;
        }

        byte[] kept = new byte[_end - _start];
        Read(_start, kept);
        _bytes = new byte[size];
        (_start, _end) = (0, kept.Length);
        kept.CopyTo(_bytes, 0);
    }
}
