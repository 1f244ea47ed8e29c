using System.Text;
using Anchorage.Cli.Terminals.Attach.Echo;

namespace Anchorage.Cli.Tests.Terminals.Attach.Echo;

/// <summary>The same cases as of the dashboard's predictor.</summary>
public sealed class PredictorTests
{
    private const string Left = "\e[D";
    private const string Right = "\eOC";

    private readonly Paper _paper = new();
    private readonly Predictor _predictor;
    private long _typed;
    private long _applied;

    public PredictorTests() => _predictor = new Predictor(_paper);

    [Fact]
    public void Nothing_is_shown_before_one_key_was_echoed_and_everything_after_that()
    {
        Type("l");
        Shown().ShouldBeNull();
        Type("s");
        Echo("l");
        Shown().ShouldBe("s");
        _predictor.Shown!.Cursor.ShouldBe(new EchoPlace(0, 4));
        Echo("s");
        Shown().ShouldBeNull();
    }

    [Fact]
    public void A_password_is_never_shown()
    {
        Trust();
        Type("\r");
        Echo("\nPassword: ");
        foreach (var keys in (string[])["s", "ec", Left, "r\x7f", Right, "b\x7f", "et"])
        {
            Type(keys);
            Shown().ShouldBeNull();
            Echo(string.Empty);
            Late();
            Shown().ShouldBeNull();
        }

        Type("\r");
        Echo("\n$ ");
        Type("x");
        Shown().ShouldBeNull();
        Echo("x");
        Type("y");
        Shown().ShouldBe("y");
    }

    [Fact]
    public void A_masked_password_is_never_shown()
    {
        Trust();
        Type("\r");
        Echo("\nPIN: ");
        Type("1");
        Echo("*");
        Type("2");
        Shown().ShouldBeNull();
    }

    [Fact]
    public void What_did_not_come_is_withdrawn_a_little_after_the_shell_has_it()
    {
        Trust();
        Type("q");
        Echo(string.Empty);
        Shown().ShouldBe("q");
        Late();
        Shown().ShouldBeNull();
        Type("z");
        Shown().ShouldBeNull();
    }

    [Fact]
    public void What_is_drawn_otherwise_is_withdrawn_at_once()
    {
        Trust();
        Type("bcd");
        Shown().ShouldBe("bcd");
        Echo("X");
        Shown().ShouldBeNull();
    }

    [Fact]
    public void Erasing_is_guessed_echoed_or_not_and_not_beyond_what_was_typed_here()
    {
        Trust();
        Type("b\x7f");
        Shown().ShouldBe(" ");
        _predictor.Shown!.Cursor.ShouldBe(new EchoPlace(0, 3));
        Echo("b");
        Shown().ShouldBe(" ");
        Echo("\b");
        Shown().ShouldBeNull();
        Type("\x7f");
        _predictor.Shown!.Cursor.ShouldBe(new EchoPlace(0, 2));
        Echo("\b");
        Type("\x7f");
        Shown().ShouldBeNull();
    }

    [Fact]
    public void Moves_and_changes_within_what_was_typed_here_are_shown_at_once()
    {
        Trust();
        Type("bd");
        Echo("bd");
        Type(Left);
        Looks().ShouldBe("$ ab|d");
        Type("c");
        Looks().ShouldBe("$ abc|d");
        Type(Right);
        Looks().ShouldBe("$ abcd|");
        Edit("$ abd", 4);
        Looks().ShouldBe("$ abcd|");
        Edit("$ abcd", 5);
        Edit("$ abcd", 6);
        Shown().ShouldBeNull();
        Type(Left + Left + "\x7f");
        Looks().ShouldBe("$ a|cd");
        Edit("$ acd", 3);
        Shown().ShouldBeNull();
    }

    [Fact]
    public void The_echo_of_a_change_may_come_in_pieces()
    {
        Trust();
        Type("cd");
        Echo("cd");
        Type(Left + Left);
        Edit("$ acd", 3);
        Type("b");
        Edit("$ abd", 4);
        Looks().ShouldBe("$ ab|cd");
        Edit("$ abcd", 6);
        Looks().ShouldBe("$ ab|cd");
        Edit("$ abcd", 4);
        Shown().ShouldBeNull();
    }

    [Fact]
    public void Other_text_is_part_of_the_line_only_after_that_came_true_once()
    {
        _paper.Redraw("$ recalled", 10);
        Type(Left);
        _predictor.Shown.ShouldBeNull();
        Edit("$ recalled", 9);
        Type(Left);
        Looks().ShouldBe("$ recall|ed");
        Type("x");
        Looks().ShouldBe("$ recall|ed");
        Edit("$ recallxed", 9);
        Type("y\x7f");
        Looks().ShouldBe("$ recallx|ed");
        Type("z");
        Looks().ShouldBe("$ recallxz|ed");
    }

    [Fact]
    public void At_the_begin_of_the_line_a_wrong_move_is_taken_back()
    {
        Trust();
        Type(Left + Left);
        Looks().ShouldBe("$ |a");
        Edit("$ a", 2);
        Late();
        Looks().ShouldBe("$ |a");
        Type("x");
        Shown().ShouldBeNull();
    }

    [Theory, InlineData("a long line of text"), InlineData("\t"), InlineData("\e[A"), InlineData("日"), InlineData("\e[200~x\e[201~")]
    public void Pastes_and_other_keys_are_not_guessed(string keys)
    {
        Trust();
        Type(keys);
        Shown().ShouldBeNull();
        Type("b");
        Shown().ShouldBeNull("where the cursor is now cannot be known");
    }

    [Fact]
    public void Nothing_is_guessed_at_the_end_of_a_row_or_on_an_unknown_screen()
    {
        Trust();
        _paper.IsSure = false;
        Type("b");
        Shown().ShouldBeNull();
        Echo("b");
        _paper.IsSure = true;
        Echo(new string('x', 15));
        Type("n");
        Shown().ShouldBeNull();
    }

    [Fact]
    public void A_line_that_the_cursor_has_left_is_not_guessed_any_more()
    {
        Trust();
        Type("bc\r");
        Shown().ShouldBe("bc");
        Echo("bc\n$ ");
        Shown().ShouldBeNull();
    }

    [Fact]
    public void A_new_numbering_begins_anew()
    {
        Trust();
        Type("b");
        Shown().ShouldBe("b");
        _predictor.Apply(0);
        Shown().ShouldBeNull();
    }

    private void Trust()
    {
        Type("a");
        Echo("a");
    }

    private void Type(string keys)
    {
        var bytes = Encoding.UTF8.GetBytes(keys);
        _predictor.Type(bytes, _typed += bytes.Length);
    }

    /// <summary>The shell has all of it, and echoes this.</summary>
    private void Echo(string text)
    {
        _predictor.Apply(_applied = _typed);
        _paper.Put(text);
        _predictor.Drawn();
    }

    /// <summary>The line editor has all of it, and shows this line.</summary>
    private void Edit(string line, int column)
    {
        _predictor.Apply(_applied = _typed);
        _paper.Redraw(line, column);
        _predictor.Drawn();
    }

    private void Late() => _predictor.Check(_applied);

    private string? Shown() => _predictor.Shown is { } guesses ? string.Concat(guesses.Cells.Values) : null;

    /// <summary>The whole line, guesses included, with the cursor as a bar.</summary>
    private string Looks()
    {
        var cursor = _predictor.Shown?.Cursor ?? _paper.Cursor;
        var line = Enumerable.Range(0, _paper.Columns).Select(column => _predictor.Shown?.Cells.TryGetValue(column, out var text) == true ? text : _paper.At(cursor.Line, column));
        return string.Concat(line).Insert(cursor.Column, "|").TrimEnd();
    }
}
