using System.Text;
using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.NodeAgent.Tests.Terminals.Screen;

/// <summary>Our screen and the dashboard's terminal show the same.</summary>
public sealed class VirtualScreenTests(ScreenOracle oracle)
{
    [Fact]
    public async Task Every_character_is_as_wide_as_in_the_dashboard()
    {
        string widths = await oracle.WidthsAsync();
        string ours = string.Create(widths.Length, 0, static (text, _) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)('0' + CharacterWidth.Of((uint)(i + 0xA0)));
            }
        });
        Enumerable.Range(0, widths.Length).Where(i => widths[i] != ours[i]).Select(i => $"U+{i + 0xA0:X}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("plain text\r\nsecond line")]
    [InlineData("wraps at the end of the row and goes on")]
    [InlineData("\e[31mred\e[0m \e[1;4mbold\e[m \e[48;5;200mpalette\e[m \e[38;2;1;2;3mdirect\e[m")]
    [InlineData("\e[2;4r\e[4;1Hin the region\n\n\n\nscrolled")]
    [InlineData("漢字漢字漢字漢字漢字漢字漢字\r漢\e[3Gx")]
    [InlineData("e\u0301a\u0308 \u0301 👍🏽")]
    [InlineData("\e(0lqqk\e(B box")]
    [InlineData("\e)0a\x0eqqq\x0fqqq\x0eq\e)Bq\e(0q\x0fq")]
    [InlineData("\e[44m\e[2J\e[3;3Hx\e[K\e[m")]
    [InlineData("one\e[?1049htwo\e[?1049lthree")]
    [InlineData("abc\e[10Gx\e[2D\e[4hinsert\e[4l")]
    [InlineData("\e[3g\e[5G\eH\r\ta\tb")]
    [InlineData("12345678901234567890\e[1;20Hx\by")]
    [InlineData("a\e[20bz\e[3b")]
    [InlineData("\e[5;1Hx\e[1;1H\eM\eM\eMtop")]
    [InlineData("a\x9bb\u009b1mbold\xc3")]
    [InlineData("\e]0;a title\a\e]2;another\e\\text")]
    [InlineData("\ePignored\e\\\e_also\e\\\e^this\e\\shown")]
    [InlineData("\e[999999999999;999999999999H*\e[1;1H\e[99999999999C*")]
    [InlineData("\e[?7lno wraparound at all in this line\e[?7h")]
    public async Task A_piece_of_output_looks_the_same(string output)
    {
        OracleScreen theirs = await oracle.ShowAsync(20, 6, 0, output);
        ScreenPicture.Of(ScreenPicture.Show(20, 6, 0, output)).ShouldBe(theirs.Picture());
    }

    [Fact]
    public async Task Random_output_looks_the_same_and_so_does_a_terminal_that_gets_the_snapshot_instead()
    {
        for (int seed = 1; seed <= 600; seed++)
        {
            var random = new Random(seed);
            int columns = random.Next(2, 24);
            int rows = random.Next(2, 9);
            string output = new RandomOutput(random, columns, rows).Next(60);
            OracleScreen theirs = await oracle.ShowAsync(columns, rows, 0, output);
            VirtualScreen screen = ScreenPicture.Show(columns, rows, 0, output);
            string picture = ScreenPicture.Of(screen);
            picture.ShouldBe(theirs.Picture(), $"seed {seed}, {columns}x{rows}: {Escaped(output)}");

            byte[] snapshot = screen.Snapshot(withScrollback: true);
            OracleScreen restored = await oracle.ShowAsync(columns, rows, 0, snapshot);
            ScreenPicture.Blank(restored.Picture()).ShouldBe(ScreenPicture.Blank(picture), $"snapshot of seed {seed}, {columns}x{rows}: {Escaped(output)}\n{Escaped(Encoding.UTF8.GetString(snapshot))}");
            restored.ModeList().ShouldBe(theirs.ModeList(), $"modes of seed {seed}");

            // What follows is drawn as if nothing had happened: margins, saved cursors, pens, tab stops are there too.
            // (NUL first: a mark at its very beginning would join the character before it only for who saw that one printed.)
            string rest = "\0" + new RandomOutput(random, columns, rows).Next(30);
            OracleScreen stayed = await oracle.ShowAsync(columns, rows, 0, output, rest);
            OracleScreen returned = await oracle.ShowAsync(columns, rows, 0, snapshot, rest);
            ScreenPicture.Blank(returned.Picture()).ShouldBe(ScreenPicture.Blank(stayed.Picture()), $"after the snapshot of seed {seed}, {columns}x{rows}: {Escaped(output)} then {Escaped(rest)}\n{Escaped(Encoding.UTF8.GetString(snapshot))}");
        }
    }

    [Fact]
    public void Output_in_pieces_of_any_size_is_the_same_output()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            byte[] output = Encoding.UTF8.GetBytes(new RandomOutput(random, 20, 6).Next(100));
            VirtualScreen whole = ScreenPicture.Show(20, 6, 100, output);
            var pieces = new VirtualScreen(20, 6, 100, 1 << 20);
            for (int i = 0; i < output.Length;)
            {
                int count = Math.Min(random.Next(1, 5), output.Length - i);
                pieces.Feed(output.AsSpan(i, count));
                i += count;
            }

            ScreenPicture.Of(pieces).ShouldBe(ScreenPicture.Of(whole), $"seed {seed}");
        }
    }

    [Fact]
    public void No_bytes_break_the_screen()
    {
        byte[] bytes = new byte[4096];
        for (int seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            random.NextBytes(bytes);
            for (int i = 0; i < bytes.Length; i += random.Next(2, 9))
            {
                bytes[i] = (byte)"\e[]P;?0123456789hlmHJKrLMPXST"[random.Next(29)];
            }

            var screen = new VirtualScreen(random.Next(1, 40), random.Next(1, 12), 50, 4096);
            foreach (byte[] part in bytes.Chunk(512))
            {
                screen.Feed(part);
                screen.Active.X.ShouldBeInRange(0, screen.Columns);
                screen.Active.Y.ShouldBeInRange(0, screen.Rows - 1);
                if (random.Next(4) == 0)
                {
                    screen.Resize(random.Next(1, 40), random.Next(1, 12));
                }
            }

            screen.Snapshot(withScrollback: true).Length.ShouldBeLessThan(1 << 20);
            screen.Scrollback!.Count.ShouldBeLessThanOrEqualTo(50);
        }
    }

    [Fact]
    public async Task Lines_that_scrolled_away_come_back_with_the_snapshot()
    {
        string output = string.Concat(Enumerable.Range(1, 200).Select(i => $"\e[3{i % 8}mline {i} is a little longer than the screen\e[m\r\n"));
        OracleScreen theirs = await oracle.ShowAsync(20, 6, 10_000, output);
        VirtualScreen screen = ScreenPicture.Show(20, 6, 10_000, output);
        OracleScreen restored = await oracle.ShowAsync(20, 6, 10_000, screen.Snapshot(withScrollback: true));
        restored.Above.ShouldBe(theirs.Above);
        restored.Picture().ShouldBe(theirs.Picture());
        restored.Wrapped.ShouldBe(theirs.Wrapped);

        // Broken anew by a terminal of another width, as if the lines had been written there.
        OracleScreen wide = await oracle.ShowAsync(60, 6, 10_000, screen.Snapshot(withScrollback: true));
        wide.Above.ShouldContain("line 7 is a little longer than the screen");
    }

    [Theory]
    [InlineData(10, 6)]
    [InlineData(33, 6)]
    [InlineData(20, 3)]
    [InlineData(20, 12)]
    [InlineData(60, 20)]
    public async Task A_change_of_size_breaks_lines_anew_as_the_dashboard_does(int columns, int rows)
    {
        string output = string.Concat(Enumerable.Range(1, 12).Select(i => $"line {i} is a little longer than that\r\n")) + "$ prompt";
        ScreenStep[] steps = [output, ScreenStep.Size(columns, rows)];
        OracleScreen theirs = await oracle.ShowAsync(20, 6, 1000, steps);
        VirtualScreen screen = ScreenPicture.Show(20, 6, 1000, steps);
        ScreenPicture.Of(screen).ShouldBe(theirs.Picture());
        (await oracle.ShowAsync(columns, rows, 1000, screen.Snapshot(withScrollback: true))).Above.ShouldBe(theirs.Above);
    }

    [Fact]
    public void No_text_is_lost_when_the_size_changes_again_and_again()
    {
        string output = string.Concat(Enumerable.Range(1, 40).Select(i => $"line {i} 漢字 is a little longer than that\r\n")) + "$ prompt";
        string expected = string.Concat(output.Where(c => c is not (' ' or '\r' or '\n')));
        VirtualScreen screen = ScreenPicture.Show(20, 6, 1000, output);
        var random = new Random(7);
        for (int i = 0; i < 200; i++)
        {
            screen.Resize(random.Next(2, 60), random.Next(1, 30));
            IEnumerable<string> rows = Enumerable.Range(0, screen.Rows).Select(y => screen.TextOf(screen.Main[y]));
            string.Concat(screen.Scrollback!.Copy(int.MaxValue).Texts().Select(line => line.Text).Concat(rows)).Replace(" ", string.Empty, StringComparison.Ordinal).ShouldBe(expected, $"change {i}: {screen.Columns}x{screen.Rows}");
        }
    }

    private static string Escaped(string text) => text.Replace("\e", "\\e", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}
