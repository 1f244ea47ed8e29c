namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>What a terminal shows, as text.</summary>
/// <param name="Columns">Width.</param>
/// <param name="Rows">Height.</param>
/// <param name="Cursor">The cursor.</param>
/// <param name="Title">What the program calls itself, empty for none.</param>
/// <param name="Directory">The directory that the shell reported, empty for none.</param>
/// <param name="Alternate">True while a full-screen program shows its own screen.</param>
/// <param name="Lines">The rows of the screen from the top, without the blanks at their ends.</param>
/// <param name="Scrollback">The lines above the screen that were asked for, oldest first.</param>
/// <param name="ScrollbackLines">How many lines above the screen are kept.</param>
public sealed record ScreenText(
    int Columns,
    int Rows,
    ScreenCursor Cursor,
    string Title,
    string Directory,
    bool Alternate,
    IReadOnlyList<string> Lines,
    IReadOnlyList<string> Scrollback,
    int ScrollbackLines);
