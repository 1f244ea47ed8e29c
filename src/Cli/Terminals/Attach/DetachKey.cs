using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>The key that leaves a terminal to itself.</summary>
internal static class DetachKey
{
    /// <summary>The key when none is named, as in telnet.</summary>
    public const string Usual = "ctrl-]";

    /// <summary>The byte of a key such as <c>ctrl-a</c> or <c>ctrl-]</c>; null for <c>none</c>.</summary>
    /// <exception cref="CliException">It is no control key.</exception>
    public static byte? Parse(string text) => text.ToLowerInvariant() switch
    {
        "none" => null,
        ['c', 't', 'r', 'l', '-', (>= 'a' and <= 'z') and var letter] => (byte)(letter - 'a' + 1),
        ['c', 't', 'r', 'l', '-', ('\\' or ']' or '^' or '_') and var sign] => (byte)(sign - '@'),
        _ => throw CliException.Usage($"\"{text}\" is not a detach key; allowed: ctrl-a to ctrl-z, ctrl-\\, ctrl-], ctrl-^, ctrl-_ and none."),
    };
}
