namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>A control frame of a viewer.</summary>
/// <param name="Type"><c>resize</c>, <c>ack</c>, <c>input</c>, <c>theme</c> or <c>ping</c>; others are ignored.</param>
/// <param name="Columns">Wanted width.</param>
/// <param name="Rows">Wanted height.</param>
/// <param name="Output">First output byte that the viewer has not processed.</param>
/// <param name="Stream">Name of the viewer's own numbering of input.</param>
/// <param name="Foreground">Colour of the viewer's text, <c>RRGGBB</c>.</param>
/// <param name="Background">Colour behind it.</param>
internal sealed record ViewerControl(string? Type, int? Columns, int? Rows, long? Output, string? Stream, string? Foreground, string? Background);
