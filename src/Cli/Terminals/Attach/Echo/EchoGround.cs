namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>What a guess rests on. The latter two are guesses about what the program takes for its line: they are shown once one of their kind came true.</summary>
internal enum EchoGround
{
    /// <summary>Text that was typed here.</summary>
    Typing,

    /// <summary>A move over other text.</summary>
    Moving,

    /// <summary>A change of other text.</summary>
    Editing,
}
