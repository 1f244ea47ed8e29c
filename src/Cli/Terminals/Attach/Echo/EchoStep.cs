namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>What one key will probably do.</summary>
/// <param name="From">Column of the first character that it changes.</param>
/// <param name="Texts">The characters from there on.</param>
/// <param name="After">Column of the cursor once this has happened.</param>
/// <param name="End">How many bytes were typed in all when this key was.</param>
/// <param name="Epoch">The epoch that it belongs to.</param>
/// <param name="Ground">What it rests on.</param>
internal sealed record EchoStep(int From, char[] Texts, int After, long End, int Epoch, EchoGround Ground)
{
    /// <summary>True when it changes the character of a column.</summary>
    public bool Has(int column) => column >= From && column < From + Texts.Length;

    /// <summary>The character that it puts into a column that it changes.</summary>
    public char At(int column) => Texts[column - From];
}
