using System.Globalization;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>The line at the bottom that says what happens while there is no connection (inventory P27): grey after 1.5 s, yellow after 8 s, red after 30 s.</summary>
internal static class OfflineLine
{
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Worried = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Alarmed = TimeSpan.FromSeconds(30);

    /// <summary>The sequence that draws it, or null while the break is too short to be worth a word.</summary>
    /// <param name="gone">How long there has been no connection.</param>
    /// <param name="untilNext">When the next try is due; zero while one runs.</param>
    /// <param name="waiting">Bytes that were typed meanwhile.</param>
    /// <param name="givenUp">Bytes of it that had to go.</param>
    /// <param name="columns">Width of the terminal.</param>
    /// <param name="rows">Height of the terminal.</param>
    /// <param name="colors">False for NO_COLOR.</param>
    public static string? Draw(TimeSpan gone, TimeSpan untilNext, int waiting, long givenUp, int columns, int rows, bool colors)
    {
        if (gone < Silent)
        {
            return null;
        }

        var next = untilNext > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"next try in {Math.Ceiling(untilNext.TotalSeconds):0} s (Enter: now)") : "trying";
        var typed = waiting > 0 ? string.Create(CultureInfo.InvariantCulture, $", {waiting} bytes typed are kept") : string.Empty;

        // A narrow terminal shows the begin of the line: a loss is said before all else.
        var text = givenUp > 0
            ? string.Create(CultureInfo.InvariantCulture, $" No connection for {gone.TotalSeconds:0} s; the oldest {givenUp} bytes typed are lost, {waiting} kept; {next} ")
            : string.Create(CultureInfo.InvariantCulture, $" No connection for {gone.TotalSeconds:0} s; {next}{typed} ");
        text = text.Length > columns ? text[..columns] : text;
        var color = !colors ? "7" : gone >= Alarmed ? "41;97" : gone >= Worried ? "43;30" : "100;97";
        return $"\e7\e[{rows};1H\e[0;{color}m{text}\e[0m\e[K\e8";
    }
}
