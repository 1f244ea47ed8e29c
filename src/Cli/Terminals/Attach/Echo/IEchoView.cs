namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>What the predictor reads of a screen.</summary>
internal interface IEchoView
{
    /// <summary>Width.</summary>
    int Columns { get; }

    /// <summary>False when it is not certain what the local terminal shows, or what a key would do to it.</summary>
    bool IsSure { get; }

    /// <summary>Where the cursor is.</summary>
    EchoPlace Cursor { get; }

    /// <summary>The character of a cell in a line of the screen: a space for an empty one, <c>\0</c> for one that takes other than one place.</summary>
    char At(long line, int column);
}
