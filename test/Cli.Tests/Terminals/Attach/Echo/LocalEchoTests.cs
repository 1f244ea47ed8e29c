using System.Text;
using Anchorage.Cli.Terminals.Attach.Echo;
using Anchorage.Cli.Tests.Support;
using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.Cli.Tests.Terminals.Attach.Echo;

/// <summary>What is painted over the local terminal, read from a terminal that gets the bytes.</summary>
public sealed class LocalEchoTests
{
    private const int Columns = 30;
    private const int Rows = 4;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(150);

    private readonly StillTime _time = new();
    private readonly LocalScreen _screen;
    private readonly LocalEcho _echo;
    private VirtualScreen _local = new(Columns, Rows, 0, 0);
    private (int Columns, int Rows) _size = (Columns, Rows);
    private long _typed;

    public LocalEchoTests()
    {
        _screen = new LocalScreen(() => _size);
        _echo = Make(PredictMode.Auto);
    }

    [Fact]
    public void On_a_slow_line_keys_stand_underlined_where_their_echo_will_be()
    {
        Warm(_echo, Slow);
        Type(_echo, "echo");
        Line(0).ShouldBe("$ aecho");
        _local.Active[0].Cells[3].Pen.Underline.ShouldBe(1);
        _local.Active.X.ShouldBe(7);
        Draw(_echo, "ech");
        _local.Active[0].Cells[5].Pen.Underline.ShouldBe(0);
        _local.Active[0].Cells[6].Pen.Underline.ShouldBe(1);
        Draw(_echo, "o");
        SameAs("$ aecho");
    }

    [Theory, InlineData(49), InlineData(10)]
    public void On_a_fast_line_nothing_is_shown_and_with_always_it_is_not_underlined(int milliseconds)
    {
        Warm(_echo, TimeSpan.FromMilliseconds(milliseconds));
        Type(_echo, "b");
        Line(0).ShouldBe("$ a");

        var always = Make(PredictMode.Always);
        Warm(always, TimeSpan.FromMilliseconds(milliseconds));
        Type(always, "b");
        Line(0).ShouldBe("$ ab");
        _local.Active[0].Cells[3].Pen.Underline.ShouldBe(0);
    }

    [Fact]
    public void Never_is_never()
    {
        var never = Make(PredictMode.Never);
        Warm(never, Slow);
        Type(never, "b");
        Line(0).ShouldBe("$ a");
    }

    [Fact]
    public void What_was_wrong_leaves_no_trace()
    {
        Warm(_echo, Slow);
        Type(_echo, "bcd");
        Draw(_echo, "\e[31mX\e[44m");
        SameAs("$ a\e[31mX\e[44m");

        Take(_echo.Apply(_typed, null));
        Type(_echo, "q");
        Draw(_echo, "q");
        Type(_echo, "r");
        Line(0).ShouldBe("$ aXqr");
        Take(_echo.Apply(_typed, null));
        _time.Advance(TimeSpan.FromMilliseconds(49));
        Take(_echo.Tick());
        Line(0).ShouldBe("$ aXqr");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Take(_echo.Tick());
        SameAs("$ a\e[31mX\e[44mq");
    }

    [Theory]
    [InlineData("\e[?1049h", "the alternate screen")]
    [InlineData("日", "a wide character")]
    [InlineData("e\u0301", "a combining one")]
    [InlineData("\e[?25l", "a hidden cursor")]
    [InlineData("\e[4h", "insert mode")]
    [InlineData("\e(0", "another character set")]
    [InlineData("\e]8;;http://x\e\\", "a hyperlink")]
    [InlineData("\e[3", "half a sequence")]
    [InlineData("\u00e4\u00e4\e[?6h", "origin mode")]
    public void Where_it_is_not_sure_nothing_is_guessed(string output, string because)
    {
        Warm(_echo, Slow);
        Draw(_echo, output);
        var before = Line(0);
        Type(_echo, "b");
        Line(0).ShouldBe(before, because);
    }

    [Fact]
    public void A_terminal_of_another_size_shows_no_guesses_until_both_have_the_same_again_and_all_is_drawn_anew()
    {
        Warm(_echo, Slow);
        Draw(_echo, "\r\n");
        Draw(_echo, "one two three four five six\r\n$ a");
        _size = (20, 5);
        Type(_echo, "b");
        Line(2).ShouldBe("$ a");
        Draw(_echo, "b");

        _local = new VirtualScreen(20, 5, 0, 0);
        Take(_echo.Resize(20, 5));
        _local.Active.Y.ShouldBe(3);
        Line(0).ShouldBe("$ a");
        Line(1).ShouldBe("one two three four f");
        Line(2).ShouldBe("ive six");
        Line(3).ShouldBe("$ ab");
        Take(_echo.Apply(_typed, null));
        Type(_echo, "c");
        Draw(_echo, "c");
        Type(_echo, "d");
        Line(3).ShouldBe("$ abcd");
    }

    [Fact]
    public void A_notice_stands_for_five_seconds_where_the_cursor_is_not_and_output_passes_beneath_it()
    {
        Warm(_echo, Slow);
        Draw(_echo, "\r\n\n\n\e[35mlast row: as wide as all this");
        Take(_echo.Notice("ann took this terminal over; you watch."));
        Line(0).ShouldStartWith(" ann took this terminal over");
        Line(3).ShouldStartWith("last row");
        Draw(_echo, "!\r\n");
        Line(0).ShouldStartWith(" ann took this terminal over");
        Line(2).ShouldStartWith("last row");
        _time.Advance(TimeSpan.FromSeconds(5));
        Take(_echo.Tick());
        SameAs("$ a\r\n\n\n\e[35mlast row: as wide as all this!\r\n");
    }

    [Fact]
    public void Whatever_is_typed_and_drawn_the_screen_ends_as_one_without_guesses()
    {
        string[] output = ["a", "b", " ", "\b", "\b \b", "\r\n$ ", "\r", "\e[K", "\e[1P", "\e[@x", "\e[31m", "\e[0m", "\e[7mmark\e[m", "日", "\e[2;3H", "\e[J", "\n\n", "word word ", "\e[?1049h", "\e[?1049l", "\e[4m", "\xe4", "\e[5D", "\e[3"];
        string[] keys = ["a", "b", "word", " ", "\x7f", "\e[D", "\e[C", "\r", "\t", "x"];
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var echo = Make(PredictMode.Always);
            _local = new VirtualScreen(Columns, Rows, 0, 0);
            var plain = new VirtualScreen(Columns, Rows, 0, 0);
            _typed = 0;
            echo.Begin(Columns, Rows);
            for (var turn = 0; turn < 80; turn++)
            {
                switch (random.Next(6))
                {
                    case < 2:
                        Type(echo, keys[random.Next(keys.Length)]);
                        break;
                    case < 4:
                        var text = output[random.Next(output.Length)];
                        Draw(echo, text);
                        plain.Feed(Encoding.UTF8.GetBytes(text));
                        break;
                    case 4:
                        Take(echo.Apply(_typed, null));
                        break;
                    default:
                        _time.Advance(TimeSpan.FromMilliseconds(50));
                        Take(echo.Tick());
                        break;
                }
            }

            Take(echo.Withdraw());
            Picture(_local).ShouldBe(Picture(plain), $"seed {seed}");
        }
    }

    private LocalEcho Make(PredictMode mode) => new(_screen, mode, _time);

    /// <summary>A prompt at which one key was echoed, after a way there and back of so long.</summary>
    private void Warm(LocalEcho echo, TimeSpan roundTrip)
    {
        _local = new VirtualScreen(Columns, Rows, 0, 0);
        _typed = 0;
        echo.Begin(Columns, Rows);
        Draw(echo, "$ ");
        Type(echo, "a");
        Draw(echo, "a");
        Take(echo.Apply(_typed, roundTrip));
    }

    private void Type(LocalEcho echo, string keys)
    {
        var bytes = Encoding.UTF8.GetBytes(keys);
        Take(echo.Type(bytes, _typed += bytes.Length));
    }

    private void Draw(LocalEcho echo, string output) => Take(echo.Write(Encoding.UTF8.GetBytes(output)));

    private void Take(byte[] bytes) => _local.Feed(bytes);

    private string Line(int row) => Text(_local, row).TrimEnd();

    private void SameAs(string output)
    {
        var plain = new VirtualScreen(Columns, Rows, 0, 0);
        plain.Feed(Encoding.UTF8.GetBytes(output));
        Picture(_local).ShouldBe(Picture(plain));
    }

    private static string Text(VirtualScreen screen, int row) => string.Concat(screen.Active[row].Cells.Select(cell => screen.TextOf(cell) is { Length: > 0 } text ? text : cell.Width == 1 ? " " : string.Empty));

    // Everything that can be seen, and what the next character would look like.
    private static string Picture(VirtualScreen screen) => string.Join(
        '\n',
        Enumerable.Range(0, Rows).Select(row => string.Join('|', screen.Active[row].Cells.Select(cell => $"{screen.TextOf(cell)}{cell.Pen.Foreground:x}{cell.Pen.Background:x}{cell.Pen.Flags}")))
            .Append($"{screen.Active.X},{screen.Active.Y} {screen.Pen.Foreground:x} {screen.Pen.Background:x} {screen.Pen.Flags} {screen.Active == screen.Main}"));
}
