namespace Anchorage.NodeAgent.Tests.Terminals.Screen.Vttest;

/// <summary>vttest 8, 9 and 11: modes, resets, commands, sequences that are wrong or broken off.</summary>
public sealed partial class VttestTests
{
    public static TheoryData<string, string> Modes
    {
        get
        {
            var data = new TheoryData<string, string>
            {
                { "47 shows the other buffer", Ground + "\e[?47halt" },
                { "47 and back", Ground + "\e[?47halt\e[?47lmain" },
                { "47 again is empty", "\e[?47hfirst\e[?47l\e[?47hsecond" },
                { "1047 and back", Ground + "\e[?1047halt\e[?1047lmain" },
                { "1048", Ground + "\e[?1048h\e[Hx\e[?1048ly" },
                { "1049", Ground + "\e[?1049halt" },
                { "1049 and back", Ground + "\e[?1049h\e[Halt\e[?1049lmain" },
                { "1049 twice", Ground + "\e[?1049h\e[Halt\e[?1049h\e[3;3Hmore\e[?1049lmain" },
                { "1049 off without on", "\e[3;3Habc\e[?1049lx" },
                { "1049 with a background", Ground + "\e[44m\e[?1049halt\e[m" },
                { "47 on, 1049 off", "\e[3;3H\e7\e[5;5H\e[?47halt\e[?1049lx" },
                { "margins belong to a buffer", "\e[2;4r\e[?47h\e[8;1H\n\nx\e[?47l\e[4;1H\n\ny" },
                { "tab stops belong to a buffer", "\e[3g\e[?47h\ta\e[?47l\rb\tc" },
                { "origin mode belongs to both", "\e[2;4r\e[?6h\e[?47h\e[Hx\e[?47l\e[Hy" },
                { "the other buffer has no lines above", Ground + "\e[?47h\e[8;1H\n\n\n\nx" },
                { "LNM", "\e[20hab\ncd\e[20lef\ngh" },
                { "LNM and VT, FF", "\e[20hab\vcd\fef\e[20l" },
                { "IRM and back", "abc\e[1;1H\e[4hX\e[4lY" },
                { "keypad", "\e=x" },
                { "keypad and back", "\e=\e>x" },
                { "keypad by mode", "\e[?66hx" },
                { "several at once", "\e[?1;7;25;2004;1004h\e[?25lx" },
                { "several off at once", "\e[?1;2004;1004h\e[?1;2004;1004lx" },
                { "mouse 1000 with 1006", "\e[?1000;1006hx" },
                { "the last mouse mode counts", "\e[?1000h\e[?1003h\e[?1002hx" },
                { "any of them ends it", "\e[?1003h\e[?1000lx" },
                { "1016 after 1006", "\e[?1006h\e[?1016hx" },
                { "1006 off ends 1016", "\e[?1016h\e[?1006lx" },
                { "DECANM takes the sets back", "\e)0\x0e\e[?2hq" },
                { "VT52 is not entered", "\e[?2lx\eAy" },
                { "cursor blink", "\e[?12hx" },
                { "ANSI modes that are none of ours", "\e[2h\e[12h\e[5hx\e[2l\e[12l\e[5l" },
                { "kitty and modifyOtherKeys are ignored", "\e[>1u\e[<u\e[=1;1u\e[>4;2m\e[>4mx" },
            };
            foreach (int mode in (int[])[1, 3, 4, 5, 6, 7, 8, 9, 12, 18, 19, 25, 40, 41, 42, 44, 45, 66, 67, 69, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1015, 1016, 1034, 1035, 1036, 1039, 2004, 2026, 9001])
            {
                data.Add($"mode {mode} on", $"\e[?{mode}hx");
                data.Add($"mode {mode} off", $"\e[?{mode}h\e[?{mode}lx");
                data.Add($"mode {mode} off at first", $"\e[?{mode}lx");
            }

            for (int shape = 0; shape < 7; shape++)
            {
                data.Add($"DECSCUSR {shape}", $"\e[{shape} qx");
            }

            data.Add("DECSCUSR without a number", "\e[ qx");
            data.Add("DECSCUSR and back", "\e[5 q\e[0 qx");
            return data;
        }
    }

    public static TheoryData<string, string> Resets => new()
    {
        { "RIS", Ground + "\e[2;4r\e[?6;1;2004h\e[?25l\e[31;4m\e)0\x0e\e[3g\ecx\ty" },
        { "RIS in the other buffer", Ground + "\e[?1049halt\ecx" },
        { "RIS ends insert mode", "\e[4h\ecabc\rX" },
        { "RIS forgets the saved cursor", "\e[5;5H\e[31m\e7\ec\e8x" },
        { "RIS ends the mouse", "\e[?1003;1006h\ecx" },
        { "RIS takes the shape back", "\e[5 q\ecx" },
        { "RIS in a hyperlink", "\e]8;;http://a\e\\\ecx" },
        { "RIS with lines above", Ground + "\e[8;1H\n\n\n\n\ecx" },
        { "DECSTR", Ground + "\e[2;4r\e[31;4m\e)0\x0e\e[?25l\e[4h\e[!px" },
        { "DECSTR keeps the screen and the cursor", Ground + "\e[3;4H\e[!px" },
        { "DECSTR ends origin mode", "\e[2;4r\e[?6h\e[!p\e[8;8Hx" },
        { "DECSTR forgets the saved cursor", "\e[5;5H\e[31m\e7\e[!p\e8x" },
        { "DECSTR keeps the other buffer", Ground + "\e[?1049halt\e[!px" },
        { "DECSTR and keys", "\e[?1h\e=\e[?2004h\e[!px" },
        { "DECSTR and wraparound", "\e[?7l\e[!p" + new string('*', 25) },
        { "DECSTR in a hyperlink", "\e]8;;http://a\e\\\e[!px" },
    };

    public static TheoryData<string, string> Commands => new()
    {
        { "OSC 0", "\e]0;title\ax" },
        { "OSC 2 with ST", "\e]2;title\e\\x" },
        { "OSC 2 with ST of C1", "\e]2;title\u009cx" },
        { "OSC 2 by C1", "\u009d2;title\ax" },
        { "OSC 1 is the icon's name", "\e]1;icon\ax" },
        { "OSC 2 twice", "\e]2;one\a\e]2;two\ax" },
        { "OSC 2 with semicolons", "\e]2;a;b;c\ax" },
        { "OSC 2 with UTF-8", "\e]2;日本 é 👍\ax" },
        { "OSC 2 across controls", "\e]2;a\r\nb\tc\ax" },
        { "OSC 7", "\e]7;file://host/some/where\ax" },
        { "OSC 8", "\e]8;;https://example.org/a?b=c\e\\link\e]8;;\e\\plain" },
        { "OSC 8 with a name", "\e]8;id=one;https://example.org\e\\link\e]8;;\e\\ \e]8;id=one;https://example.org\e\\link\e]8;;\e\\" },
        { "OSC 8 with other parameters", "\e]8;a=b:id=one:c=d;https://example.org\e\\link\e]8;;\e\\" },
        { "OSC 8 over the edge", "\e[1;15H\e]8;;http://a\e\\longer link\e]8;;\e\\" },
        { "OSC 8 and SGR 0", "\e]8;;http://a\e\\\e[31ma\e[mb\e]8;;\e\\c" },
        { "OSC 8 and a style", "\e]8;;http://a\e\\\e[4:3ma\e[24mb\e]8;;\e\\c" },
        { "OSC 8 follows another", "\e]8;;http://a\e\\a\e]8;;http://b\e\\b\e]8;;\e\\" },
        { "OSC 8 with a semicolon in the address", "\e]8;;http://a/;b\e\\a\e]8;;\e\\" },
        { "OSC 8 without a second semicolon", "\e]8;nothing\e\\a" },
        { "OSC 8 erased", "\e]8;;http://a\e\\link\e[2D\e[K\e]8;;\e\\" },
        { "OSC 8 in insert mode", "abc\e[1;2H\e]8;;http://a\e\\\e[4hlink\e[4l\e]8;;\e\\" },
        { "OSC 52 is ignored", "\e]52;c;aGVsbG8=\ax" },
        { "OSC 52 does not read the clipboard", "\e]52;c;?\ax" },
        { "OSC 133 is ignored", "\e]133;A\ax\e]133;B\a" },
        { "OSC 1337 is ignored", "\e]1337;File=name=a:AAAA\ax" },
        { "OSC without a number", "\e]title\ax\e];b\ay" },
        { "OSC with an unknown number", "\e]777;notify;a;b\ax" },
        { "OSC empty", "\e]\ax\e]2;\ay" },
        { "APC, PM and SOS", "\e_a\e\\\e^b\e\\\eXc\e\\x" },
        { "APC by C1", "\u009fa\u009c\u009eb\u009c\u0098c\u009cx" },
        { "sixel is ignored", "\ePq#0;2;0;0;0#0~~@@vv@@~~@@~~$\e\\x" },
        { "DECUDK is ignored", "\eP1;1|17/17\e\\x" },
        { "BEL ends no DCS", "\ePqabc\ax\e\\y" },
    };

    public static TheoryData<string, string> Broken => new()
    {
        { "CAN in CSI", "\e[31\x18mx" },
        { "SUB in CSI", "\e[31\x1amx" },
        { "ESC in CSI", "\e[31\e[1mx" },
        { "CAN in ESC", "\e\x18[31mx" },
        { "ESC ESC", "\e\e[1mx" },
        { "CAN in OSC", "\e]2;title\x18x" },
        { "SUB in OSC", "\e]2;title\x1ax" },
        { "ESC in OSC", "\e]2;title\e[1mx" },
        { "CAN in DCS", "\eP$qr\x18x" },
        { "ESC in DCS", "\eP$qr\e[1mx" },
        { "CAN in APC", "\e_abc\x18x" },
        { "ESC in APC", "\e_abc\e[1mx" },
        { "CSI of C1 in CSI", "\e[31\u009b1mx" },
        { "IND of C1 in CSI", "\e[31\u0084mx" },
        { "DEL is nothing", "a\u007f\e[3\u007f1mx\e\u007f[1my" },
        { "NUL is nothing", "a\0\e[3\01mx" },
        { "a second prefix", "\e[?1?25lx" },
        { "a prefix in the middle", "\e[1?25lx" },
        { "a prefix of another kind", "\e[<31mx\e[=5hx\e[>1;2;3hx" },
        { "a digit after an intermediate", "\e[ 1qx" },
        { "several intermediates", "\e[ !pxx\e( 0q" },
        { "an unknown final", "\e[5yx\e[5ox\e[5kx\e[5;5vx" },
        { "an unknown escape", "\eax\ebx\elx\emx\e<x\e6x\e9x\eFx\eZx" },
        { "an unknown intermediate", "\e!x\e\"x\e$B\e&0\e'a" },
        { "letters in place of numbers", "\e[1;x;2Hy" },
        { "a colon where none belongs", "\e[3:5Hx\e[2:3:4Cy" },
        { "numbers too large", "\e[99999999999999999999Cx\e[2147483648;4294967296Hy\e[4294967297Az" },
        { "a minus", "\e[-5Cx" },
        { "empty numbers", "\e[;;;;;mx\e[;Hy" },
        { "characters in a sequence", "\e[3é1mx\e]2;é\a\eéx" },
        { "replacement and end of text", "\ufffd\ufffe\uffffx" },
        { "all C0", string.Concat(Enumerable.Range(0, 32).Where(c => c is not (0x1B or 0x0E)).Select(c => $"{(char)c}.")) },
        { "all C1 that begin no string", string.Concat(Enumerable.Range(0x80, 32).Where(c => c is not (0x90 or 0x98 or 0x9B or 0x9D or 0x9E or 0x9F)).Select(c => $"{(char)c}.")) },
        { "an unfinished CSI", "abc\e[31" },
        { "an unfinished OSC", "abc\e]2;tit" },
        { "an unfinished escape", "abc\e" },
        { "an unfinished DCS", "abc\eP$q" },
        { "an unfinished APC", "abc\e_x" },
    };

    // Left out: narrower in a pending wrap or with the cursor far above the last line, where xterm.js loses text.
    public static TheoryData<string, string, int, int, string> Resizes => new()
    {
        { "narrower", Ground, 12, 8, "x" },
        { "wider", Ground, 40, 8, "x" },
        { "lower", Ground, 20, 4, "x" },
        { "higher", Ground + "\e[8;1H\n\n\n\n", 20, 14, "x" },
        { "both", Ground, 33, 5, "x" },
        { "wider with margins", Ground + "\e[2;4r\e[2;3H", 30, 8, "x\n\n\n\n\n\n\n\ny" },
        { "higher with margins", Ground + "\e[2;4r\e[3;3H", 20, 12, "x\n\n\n\n\n\n\n\n\n\n\n\ny" },
        { "narrower in origin mode", "\e[2;6r\e[?6h\e[4;9H", 12, 5, "x\e[Hy" },
        { "in a pending wrap, wider", "\e[1;20Ha", 30, 8, "b" },
        { "in the other buffer, wider", Ground + "\e[?1049h\e[2;2Halt", 30, 10, "x" },
        { "in the other buffer, smaller", Ground + "\e[?1049h\e[2;2Halt", 10, 4, "x" },
        { "with the saved cursor outside", "\e[8;20H\e7\e[H", 10, 4, "\e8x" },
        { "with tab stops", "\e[3g\e[5G\eH\e[15G\eH\r", 10, 8, "\ta\tb" },
        { "with tab stops, wider", "\e[3g\e[5G\eH\r", 40, 8, "\ta\tb\tc\td" },
        { "within a sequence", "abc\e[3", 30, 8, "1mred" },
        { "one column", "a\r\nb", 2, 8, "cde" },
        { "one row", Ground, 20, 1, "x\r\ny" },
    };
}
