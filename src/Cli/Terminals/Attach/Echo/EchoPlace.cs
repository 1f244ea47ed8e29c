namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>A place on the screen. Lines are counted from the first one ever shown, so that one that scrolls keeps its number; columns from 0.</summary>
internal readonly record struct EchoPlace(long Line, int Column);
