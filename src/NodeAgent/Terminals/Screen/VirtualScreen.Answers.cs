using System.Globalization;
using System.Text;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Answers to questions of the program. They come from here alone, never from a viewer, so there is one however many look.</summary>
internal sealed partial class VirtualScreen
{
    /// <summary>Colours of the typist's terminal, for programs that ask whether it is dark: text and background as <c>RRGGBB</c>.</summary>
    internal (string Foreground, string Background) Theme { get; set; } = ("e6e6e6", "101418");

    private void Answer(string text) => Reply?.Invoke(Encoding.ASCII.GetBytes(text));

    private void ReportStatus(int what, string prefix)
    {
        switch (what)
        {
            case 5 when prefix.Length == 0:
                Answer("\e[0n");
                break;
            case 6:
                // Counted as CUP counts.
                int row = Active.Y + 1 - (Modes.Origin ? Active.Top : 0);
                Answer(string.Create(CultureInfo.InvariantCulture, $"\e[{prefix}{row};{Math.Min(Active.X, Columns - 1) + 1}R"));
                break;
        }
    }

    private void ReportWindow(int what)
    {
        if (what == 18)
        {
            Answer(string.Create(CultureInfo.InvariantCulture, $"\e[8;{Rows};{Columns}t"));
        }
    }

    // 1 set, 2 reset, 3 always set, 4 always reset, 0 unknown (DECRPM).
    private void ReportMode(int mode, bool isPrivate)
    {
        bool? value = isPrivate
            ? mode switch
            {
                1 => Modes.ApplicationCursor,
                6 => Modes.Origin,
                7 => Modes.Wraparound,
                12 => Modes.CursorBlink == true,
                9 or 1000 or 1002 or 1003 => Modes.Mouse == mode,
                25 => !Modes.CursorHidden,
                45 => Modes.ReverseWraparound,
                47 or 1047 or 1049 => Active != Main,
                66 => Modes.ApplicationKeypad,
                1004 => Modes.SendFocus,
                1006 or 1016 => Modes.MouseEncoding == mode,
                2004 => Modes.BracketedPaste,
                2026 => Modes.SynchronizedOutput,
                _ => null,
            }
            : mode switch
            {
                4 => Modes.Insert,
                20 => Modes.NewLine,
                _ => null,
            };
        int state = value switch { true => 1, false => 2, null => Fixed(mode, isPrivate) };
        Answer(string.Create(CultureInfo.InvariantCulture, $"\e[{(isPrivate ? "?" : string.Empty)}{mode};{state}$y"));
    }

    // Modes that cannot be changed: automatic repeat and the echo of the program are on, locked keys, BS for DEL and the old ways to tell the mouse are off.
    private static int Fixed(int mode, bool isPrivate) => (mode, isPrivate) switch
    {
        (1048, true) => 1,
        (8, true) or (12, false) => 3,
        (67 or 1005 or 1015, true) or (2, false) => 4,
        _ => 0,
    };

    // DECRQSS for the settings that programs ask for.
    private void ReportSetting(string what)
    {
        string? value = what switch
        {
            "\"q" => (_pen.Flags & PenFlags.Protected) != PenFlags.None ? "1\"q" : "0\"q",
            "\"p" => "61;1\"p",
            "r" => string.Create(CultureInfo.InvariantCulture, $"{Active.Top + 1};{Active.Bottom + 1}r"),
            "m" => RowWriter.Sgr(_pen)[2..],
            " q" => string.Create(CultureInfo.InvariantCulture, $"{(CursorShape == 0 ? 2 : CursorShape)} q"),
            _ => null,
        };
        Answer(value is null ? "\eP0$r\e\\" : $"\eP1$r{value}\e\\");
    }

    private void AnswerColor(string command)
    {
        string? color = _colors.TryGetValue(command, out string? set) && set.StartsWith("rgb:", StringComparison.Ordinal) ? set
            : command switch
            {
                "10" or "12" => Spread(Theme.Foreground),
                "11" => Spread(Theme.Background),
                _ => null,
            };
        if (color is not null)
        {
            Answer($"\e]{command};{color}\e\\");
        }
    }

    // Two digits a channel as four, which is how xterm answers.
    private static string Spread(string color) => $"rgb:{color[..2]}{color[..2]}/{color[2..4]}{color[2..4]}/{color[4..]}{color[4..]}";
}
