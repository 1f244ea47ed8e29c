using System.Text;
using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.NodeAgent.Tests.Terminals.Screen.Vttest;

/// <summary>Where we differ from the dashboard's terminal and mean it. Each row has both, so that a new version of xterm.js which does otherwise is seen.</summary>
public sealed class OnPurposeTests(ScreenOracle oracle)
{
    [Theory]

    // The column behind the last one does not exist: xterm says 20 as well, ncurses would place its cursor wrongly.
    [InlineData("DSR in a pending wrap", "\e[1;20Hx\e[6n", "\\e[1;20R", "\\e[1;21R")]

    // CUP counts from the margin in origin mode, so the answer does too (VT510 manual, CPR; xterm does the same): a program that sends back what it was told stays where it is.
    [InlineData("DSR in origin mode", "\e[3;6r\e[?6h\e[2;2H\e[6n", "\\e[2;2R", "\\e[4;2R")]

    // xterm.js has no answer of its own and says "0m" always. Ours sets what is set.
    [InlineData("DECRQSS of SGR", "\e[1;31m\eP$qm\e\\", "\\eP1$r0;1;31m\\e\\", "\\eP1$r0m\\e\\")]

    // xterm.js tells the user's preference, not what the program set.
    [InlineData("DECRQSS of the cursor's shape", "\e[5 q\eP$q q\e\\", "\\eP1$r5 q\\e\\", "\\eP1$r2 q\\e\\")]

    // Off in xterm.js as it is set up, because a page has to be asked for its permission. Programs that resize a serial line ask this way; it tells nothing that they could not know.
    [InlineData("size of the window", "\e[18t", "\\e[8;8;20t", "")]

    // Who is the terminal? We are, whatever draws the picture.
    [InlineData("XTVERSION", "\e[>q", "\\eP>|anchorage\\e\\", "")]

    // Programs that ask for a capability wait for an answer; "none" is one.
    [InlineData("XTGETTCAP", "\eP+q544e\e\\", "\\eP0+r\\e\\", "")]
    public async Task An_answer_differs(string name, string output, string ours, string theirs)
    {
        var answers = new StringBuilder();
        new VirtualScreen(20, 8, 0, 0) { Reply = text => answers.Append(Encoding.ASCII.GetString(text)) }.Feed(Encoding.UTF8.GetBytes(output));
        Likeness.Escaped(answers.ToString()).ShouldBe(ours, name);
        Likeness.Escaped((await oracle.ShowAsync(20, 8, 0, output)).Answers).ShouldBe(theirs, name + " in xterm.js");
    }

    [Theory]

    // Protection is no style (VT510 manual, DECSCA); xterm.js keeps it with the colours, which SGR 0 takes back.
    [InlineData("SGR 0 and protection", "\e[1\"q\e[mx", "x|1|0|0|000000000|0|0|guarded|", "x|1|0|0|000000000")]

    // One letter, as on the VT220. xterm.js takes two for it and shows the first.
    [InlineData("Dutch", "\e(4[", "ĳ|1|0|0|000000000", "i|1|0|0|000000000")]

    // Without a colour space, as several programs write it (Konsole came first); xterm.js takes the red for one.
    [InlineData("38:2 without a colour space", "\e[38:2:1:2:3mx", "x|1|2.66051|0|000000000", "x|1|2.131840|0|000000000")]

    // An empty address ends a link (the agreed text of OSC 8), also one with a name.
    [InlineData("OSC 8 with a name and no address", "\e]8;id=a;http://a\e\\\e]8;id=a;\e\\x", "x|1|0|0|000000000", "x|1|0|0|000000000|0|0||a;http://a")]
    public async Task The_first_cell_differs(string name, string output, string ours, string theirs)
    {
        FirstCell(ScreenPicture.Of(ScreenPicture.Show(20, 8, 0, output))).ShouldBe(ours, name);
        FirstCell((await oracle.ShowAsync(20, 8, 0, output)).Picture()).ShouldBe(theirs, name + " in xterm.js");
    }

    [Fact]
    public async Task The_cursor_stays_behind_a_wide_character_that_moved_to_the_next_row()
    {
        ScreenStep[] steps = ["abc漢", ScreenStep.Size(4, 8), "x"];
        ScreenPicture.Of(ScreenPicture.Show(20, 8, 0, steps)).ShouldContain("\t漢|2|0|0|000000000\t|0|0|0|000000000\tx|1|");
        (await oracle.ShowAsync(20, 8, 0, steps)).Picture().ShouldNotContain("漢");
    }

    private static string FirstCell(string picture) => picture.Split('\n')[1].Split('\t')[1];
}
