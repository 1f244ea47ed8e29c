using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>The host's answer on a connection that reads a screen.</summary>
/// <param name="Screen">The text.</param>
/// <param name="Wrapped">Numbers of the lines, those above the screen and then its rows, that continue the one before.</param>
internal sealed record ScreenReading(ScreenText Screen, IReadOnlyList<int> Wrapped);
