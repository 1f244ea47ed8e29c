using System.Text.Json;

namespace Anchorage.NodeAgent.Tests.Terminals.Screen;

/// <summary>What a terminal shows, in the words of <c>oracle.mjs</c>.</summary>
internal sealed record OracleScreen(int X, int Y, bool Alternate, string[][] Lines, bool[] Wrapped, string[] Above, JsonElement Modes, string Title, string Answers)
{
    /// <summary>Everything that can be seen, a line each; two equal screens give equal texts.</summary>
    public string Picture() => string.Join('\n', [$"cursor {X},{Y} {(Alternate ? "alternate" : "main")}", .. Lines.Select((cells, y) => $"{y,3}:\t{string.Join('\t', cells)}")]);

    /// <summary>The names of the modes that are on.</summary>
    public string ModeList() => string.Join(' ', Modes.EnumerateObject().Select(mode => $"{mode.Name}={mode.Value}").Order(StringComparer.Ordinal));
}
