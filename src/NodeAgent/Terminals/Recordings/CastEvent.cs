namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>Something that happened in a terminal, on its way to the file.</summary>
/// <param name="Seconds">Since the beginning of the recording.</param>
/// <param name="Output">Bytes of output, rented; null for a change of size.</param>
/// <param name="Length">How many of them count.</param>
/// <param name="Columns">The new width.</param>
/// <param name="Rows">The new height.</param>
internal readonly record struct CastEvent(double Seconds, byte[]? Output, int Length, int Columns, int Rows);
