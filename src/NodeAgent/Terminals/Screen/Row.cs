using System.Runtime.InteropServices;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>One line of the screen.</summary>
internal sealed class Row
{
    private const int Block = 16;

    private static readonly Cell[] Blank = [.. Enumerable.Repeat(Cell.Empty(default), 1000)];

    internal Row(int columns, Pen pen)
    {
        Cells = new Cell[columns];
        Clear(pen);
    }

    internal Cell[] Cells { get; private set; }

    /// <summary>True when it continues the line above, which was too long for one row.</summary>
    internal bool Wrapped { get; set; }

    /// <summary>True when a terminal that is given the row above in full and then this one comes here by itself: something is printed here that takes room.</summary>
    internal bool Continues => Wrapped && Cells[0] is not { Width: 0, Content: > 0 } && IsUsed();

    /// <summary>Empties the row.</summary>
    internal void Clear(Pen pen)
    {
        if (Cells.Length <= Blank.Length && pen.Equals(default))
        {
            // Each line that scrolls comes here; a copy is several times faster than a fill.
            Array.Copy(Blank, Cells, Cells.Length);
        }
        else
        {
            Array.Fill(Cells, Cell.Empty(pen));
        }

        Wrapped = false;
    }

    /// <summary>Empties cells; halves of wide characters that stick out are emptied too.</summary>
    internal void Erase(int from, int to, Pen pen, bool spareProtected = false)
    {
        (from, to) = (Math.Max(from, 0), Math.Min(to, Cells.Length));
        if (from >= to)
        {
            return;
        }

        if (from > 0 && Cells[from - 1].Width == 2)
        {
            EraseCell(from - 1, pen, spareProtected);
        }

        if (to < Cells.Length && Cells[to - 1].Width == 2)
        {
            EraseCell(to, pen, spareProtected);
        }

        for (int i = from; i < to; i++)
        {
            EraseCell(i, pen, spareProtected);
        }
    }

    /// <summary>Shifts cells to the right and empties the room.</summary>
    internal void Insert(int at, int count, Pen pen)
    {
        int columns = Cells.Length;
        if (at > 0 && Cells[at - 1].Width == 2)
        {
            Cells[at - 1] = Cell.Empty(pen);
        }

        count = Math.Min(count, columns - at);
        if (count <= 0)
        {
            return;
        }

        Array.Copy(Cells, at, Cells, at + count, columns - at - count);
        Array.Fill(Cells, Cell.Empty(pen), at, count);
        if (Cells[columns - 1].Width == 2)
        {
            Cells[columns - 1] = Cell.Empty(pen);
        }
    }

    /// <summary>Removes cells; those to the right move up.</summary>
    internal void Delete(int at, int count, Pen pen)
    {
        int columns = Cells.Length;
        count = Math.Min(count, columns - at);
        if (count <= 0)
        {
            return;
        }

        Array.Copy(Cells, at + count, Cells, at, columns - at - count);
        Array.Fill(Cells, Cell.Empty(pen), columns - count, count);
        if (at > 0 && Cells[at - 1].Width == 2)
        {
            Cells[at - 1] = Cell.Empty(pen);
        }

        if (Cells[at].Width == 0 && Cells[at].Content == 0)
        {
            Cells[at] = Cell.Empty(pen);
        }
    }

    /// <summary>Sets the width; what is cut off is lost.</summary>
    internal void Resize(int columns, Pen pen)
    {
        int before = Cells.Length;
        Cell[] cells = Cells;
        Array.Resize(ref cells, columns);
        Cells = cells;
        if (columns > before)
        {
            Array.Fill(Cells, Cell.Empty(pen), before, columns - before);
        }
        else if (Cells[columns - 1].Width == 2)
        {
            Cells[columns - 1] = Cell.Empty(pen);
        }
    }

    /// <summary>Count of cells up to the last one that shows something.</summary>
    internal int UsedLength()
    {
        ReadOnlySpan<Cell> cells = Cells;
        ReadOnlySpan<byte> blank = MemoryMarshal.AsBytes(Blank.AsSpan(0, Block));
        int length = cells.Length;

        // Short lines leave most of a row blank: whole blocks are compared at once.
        while (length >= Block && MemoryMarshal.AsBytes(cells.Slice(length - Block, Block)).SequenceEqual(blank))
        {
            length -= Block;
        }

        while (length > 0 && cells[length - 1].IsBlank)
        {
            length--;
        }

        return length;
    }

    // From the front: a line that goes on begins at its first cell.
    private bool IsUsed()
    {
        foreach (ref readonly Cell cell in Cells.AsSpan())
        {
            if (!cell.IsBlank)
            {
                return true;
            }
        }

        return false;
    }

    private void EraseCell(int index, Pen pen, bool spareProtected)
    {
        if (!spareProtected || (Cells[index].Pen.Flags & PenFlags.Protected) == PenFlags.None)
        {
            Cells[index] = Cell.Empty(pen);
        }
    }
}
