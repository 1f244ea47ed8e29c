using System.Text;
using Anchorage.Cli.Terminals.Attach;

namespace Anchorage.Cli.Tests.Terminals.Attach;

public sealed class QueryFilterTests
{
    [Theory]
    [InlineData("\e[c"), InlineData("\e[0c"), InlineData("\e[>c"), InlineData("\e[=c"), InlineData("\eZ")]
    [InlineData("\e[5n"), InlineData("\e[6n"), InlineData("\e[?6n"), InlineData("\e[?996n")]
    [InlineData("\e[?2026$p"), InlineData("\e[4$p"), InlineData("\e[x"), InlineData("\e[>q"), InlineData("\e[>0q"), InlineData("\e[?u"), InlineData("\e[?4m")]
    [InlineData("\e[18t"), InlineData("\e[14t"), InlineData("\e[21t")]
    [InlineData("\e]10;?\a"), InlineData("\e]11;?\e\\"), InlineData("\e]4;1;?\a"), InlineData("\e]52;c;?\a")]
    [InlineData("\eP$qm\e\\"), InlineData("\eP+q544e\e\\"), InlineData("\u0005")]
    public void Questions_are_taken_out_wherever_they_are_cut(string question)
    {
        var whole = Encoding.UTF8.GetBytes("before" + question + "after");
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            var shown = Shown(whole[..cut], whole[cut..]);
            shown.ShouldStartWith("before");
            shown.ShouldEndWith("after");
            shown.ShouldNotContain(question.Length > 2 ? question[1..] : question, customMessage: $"cut at {cut}");
        }
    }

    [Theory]
    [InlineData("\e[31mred\e[0m"), InlineData("\e[2J\e[H"), InlineData("\e[?1049h"), InlineData("\e[8;24;80t"), InlineData("\e[22;0t"), InlineData("\e[2 q"), InlineData("\e[!p")]
    [InlineData("\e]0;title\a"), InlineData("\e]8;;http://a/?b=c\e\\link\e]8;;\e\\"), InlineData("\e]52;c;YWJj\a"), InlineData("\e(B"), InlineData("\eM"), InlineData("\e7\e8")]
    [InlineData("\ePq#0;2;0;0;0~\e\\"), InlineData("é ü 漢 🙂 \u00a0"), InlineData("a\r\nb\tc\b"), InlineData("\e[1;\r2H"), InlineData("\e\e[A"), InlineData("\e[>4;1m"), InlineData("\e[s\e[u")]
    public void Everything_else_passes_as_it_is(string output)
    {
        var whole = Encoding.UTF8.GetBytes(output + "$");
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            // A control inside a sequence comes first, as a terminal carries it out.
            Shown(whole[..cut], whole[cut..]).Order().ShouldBe((output + "$").Order(), $"cut at {cut}");
        }
    }

    [Fact]
    public void A_control_in_its_eight_bit_form_begins_nothing() => Shown(Encoding.UTF8.GetBytes("a\u009b6nb")).ShouldBe("a6nb");

    [Fact]
    public void What_is_too_long_to_be_a_question_passes()
    {
        var picture = "\eP" + new string('~', 100_000) + "\e\\end";
        Shown(Encoding.UTF8.GetBytes(picture)).ShouldBe(picture);
    }

    [Fact]
    public void Random_bytes_end_no_filter()
    {
        var random = new Random(7);
        var filter = new QueryFilter();
        var shown = new List<byte>();
        for (var round = 0; round < 2_000; round++)
        {
            var piece = new byte[random.Next(200)];
            random.NextBytes(piece);
            filter.Push(piece, shown);
        }

        filter.Push("\a\e\\\e\\ then\e[6n."u8, shown);
        Encoding.UTF8.GetString([.. shown.TakeLast(6)]).ShouldEndWith("then.");
    }

    [Fact]
    public void It_knows_the_alternate_screen()
    {
        var filter = new QueryFilter();
        filter.Push("\e[?1;1049h"u8, []);
        filter.Alternate.ShouldBeTrue();
        filter.Push("\e[?25l\e[?1049l"u8, []);
        filter.Alternate.ShouldBeFalse();
    }

    private static string Shown(params byte[][] pieces)
    {
        var filter = new QueryFilter();
        var shown = new List<byte>();
        foreach (var piece in pieces)
        {
            filter.Push(piece, shown);
        }

        return Encoding.UTF8.GetString([.. shown]);
    }
}
