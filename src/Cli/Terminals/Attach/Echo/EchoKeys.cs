using System.Text;
using System.Text.RegularExpressions;

namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>Takes what was typed apart into keys.</summary>
internal static partial class EchoKeys
{
    /// <summary>The keys in what was typed; a character that came in halves is none that anybody guesses.</summary>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> typed) => [.. Key().Matches(Encoding.UTF8.GetString(typed)).Select(match => match.Value)];

    /// <summary>True for characters that take one place in every terminal.</summary>
    public static bool IsSimple(char text) => text is (>= ' ' and <= '~') or (>= '\u00A1' and <= '\u024F' and not '\u00AD');

    [GeneratedRegex(@"\e(?:\[[0-?]*[ -/]*[@-~]|O.|.)?|[\s\S]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Key();
}
