using System.Globalization;
using System.Text;

namespace Anchorage.NodeAgent.Tests.Terminals.Screen;

/// <summary>Output that no program would write: text, controls and sequences in any order. Marks follow a character: what one that stands alone does behind the last column is an accident of xterm.js.</summary>
/// <param name="random">Where it comes from.</param>
/// <param name="columns">Width of the screen.</param>
/// <param name="rows">Height of the screen.</param>
internal sealed class RandomOutput(Random random, int columns, int rows)
{
    private static readonly string[] Texts = ["a", "hello", "x y", "漢字", "e\u0301", "ß", "日", "👍", "long text that wraps around the edge", "ｗｉｄｅ", "│", "W\u0308\u0323"];
    private static readonly string[] Controls = ["\r", "\n", "\b", "\t", "\r\n", "\v", "\f", "\e7", "\e8", "\eD", "\eE", "\eM", "\eH", "\e#8", "\e(0", "\e(B", "\e(A", "\u0085", "\u0084"];
    private static readonly int[] Modes = [4, 20, 1001, 1006, 1047, 1049, 1048, 1025, 3004];

    /// <summary>Some pieces of output.</summary>
    public string Next(int pieces)
    {
        var text = new StringBuilder();
        for (int i = 0; i < pieces; i++)
        {
            text.Append(random.Next(10) switch
            {
                < 4 => Texts[random.Next(Texts.Length)],
                < 6 => Controls[random.Next(Controls.Length)],
                < 9 => Sequence(),
                _ => random.Next(12) == 0 ? "\e[!p" : Mode(),
            });
        }

        return text.ToString();
    }

    private string Sequence() => random.Next(20) switch
    {
        0 => $"\e[{Row()};{Column()}H",
        1 => $"\e[{Row()};{Row()}r",
        2 => $"\e[{random.Next(0, 3)}J",
        3 => $"\e[{random.Next(0, 3)}K",
        4 or 5 or 6 => Style(),
        7 => $"\e[{random.Next(0, 4)}b",
        8 => random.Next(2) == 0 ? "\e[g" : "\e[3g",
        9 => $"\e[{Column()}G",
        10 => $"\e[{Row()}d",
        11 => $"\e[{random.Next(0, 4)}X",
        _ => $"\e[{random.Next(0, 4)}{"@ABCDEFILMPSTZae"[random.Next(16)]}",
    };

    private string Mode()
    {
        int mode = Modes[random.Next(Modes.Length)];
        char end = random.Next(2) == 0 ? 'h' : 'l';
        return mode switch
        {
            4 or 20 => $"\e[{mode}{end}",
            1001 => $"\e[?1{end}",
            1025 => $"\e[?25{end}",
            3004 => $"\e[?2004{end}",
            _ => $"\e[?{mode}{end}",
        };
    }

    private string Style() => random.Next(9) switch
    {
        0 => "\e[m",
        1 => $"\e[{30 + random.Next(8)}m",
        2 => $"\e[{40 + random.Next(8)}m",
        3 => $"\e[1;4;7;{90 + random.Next(8)}m",
        4 => $"\e[38;5;{random.Next(256)}m",
        5 => $"\e[48;2;{random.Next(256)};{random.Next(256)};{random.Next(256)}m",
        6 => $"\e[{new[] { 1, 2, 3, 4, 5, 7, 8, 9, 21, 22, 23, 24, 25, 27, 28, 29, 53, 55 }[random.Next(18)]}m",
        7 => $"\e[4:{random.Next(6)}m",
        _ => $"\e[38:2::{random.Next(256)}:{random.Next(256)}:{random.Next(256)}m",
    };

    private string Row() => random.Next(8) == 0 ? string.Empty : random.Next(1, rows + 2).ToString(CultureInfo.InvariantCulture);

    private string Column() => random.Next(8) == 0 ? string.Empty : random.Next(1, columns + 2).ToString(CultureInfo.InvariantCulture);
}
