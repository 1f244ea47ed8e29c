using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>A screen at one moment, taken on the thread that feeds it and turned into text on another.</summary>
/// <param name="Columns">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="X">Column of the cursor.</param>
/// <param name="Y">Row of the cursor.</param>
/// <param name="CursorVisible">False while the program hides it.</param>
/// <param name="Title">Title.</param>
/// <param name="Directory">Directory of the shell.</param>
/// <param name="Alternate">True for the alternate buffer.</param>
/// <param name="Rows">The rows; one that continues the row before is marked.</param>
/// <param name="Above">Lines above.</param>
/// <param name="KeptAbove">How many there are.</param>
internal sealed record ScreenCopy(
    int Columns, int Height, int X, int Y, bool CursorVisible, string Title, string Directory, bool Alternate,
    (string Text, bool Wrapped)[] Rows, ScrollbackCopy Above, int KeptAbove)
{
    /// <summary>As text. The slow part: lines above are stored with their colours.</summary>
    internal ScreenReading Read()
    {
        List<string> scrollback = [];
        List<int> wrapped = [];
        foreach ((string text, bool continues) in Above.Texts())
        {
            if (continues)
            {
                wrapped.Add(scrollback.Count);
            }

            scrollback.Add(text);
        }

        wrapped.AddRange(Enumerable.Range(0, Rows.Length).Where(i => Rows[i].Wrapped).Select(i => scrollback.Count + i));
        return new ScreenReading(
            new ScreenText(
                Columns, Height, new ScreenCursor(Y, X, CursorVisible), Title, Directory, Alternate,
                [.. Rows.Select(static row => row.Text)], scrollback, KeptAbove),
            wrapped);
    }
}
