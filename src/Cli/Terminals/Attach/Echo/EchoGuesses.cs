namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>What is shown before its echo came.</summary>
/// <param name="Cells">Characters by column, in the line of the cursor.</param>
/// <param name="Cursor">Where the cursor would be.</param>
internal sealed record EchoGuesses(SortedDictionary<int, char> Cells, EchoPlace Cursor);
