using Anchorage.Cli.Terminals.Attach;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Tests.Terminals.Attach;

/// <summary>The numbers of inventory P27: what is kept while there is no connection, when it is tried again, and what is said.</summary>
public sealed class OfflineTests
{
    [Fact]
    public void Typed_bytes_are_kept_in_order_until_the_terminal_has_them()
    {
        var pending = new PendingInput();
        pending.Add("echo "u8);
        pending.Sent(5);
        pending.Confirm(2);
        pending.AddOffline("hello\r"u8);

        (pending.Begin, pending.End).ShouldBe((2, 11));
        pending.From(pending.Begin).ShouldBe("ho hello\r"u8.ToArray());
        pending.Confirm(5);
        pending.From(5).ShouldBe("hello\r"u8.ToArray());
        pending.Confirm(3);
        pending.Begin.ShouldBe(5, "an older answer takes nothing back");
        pending.Confirm(100);
        (pending.Begin, pending.End).ShouldBe((11, 11));
    }

    [Fact]
    public void Beyond_4096_bytes_the_oldest_1024_go_and_never_those_that_may_have_arrived()
    {
        var pending = new PendingInput();
        pending.Add("sent"u8);
        pending.Sent(4);
        pending.AddOffline([.. Enumerable.Repeat((byte)'a', 1024), .. Enumerable.Repeat((byte)'b', 3072)]);
        pending.GivenUp.ShouldBe(0);

        pending.AddOffline("c"u8);

        pending.GivenUp.ShouldBe(1024);

        pending.From(0)[..4].ShouldBe("sent"u8.ToArray());
        pending.From(4).ShouldBe([.. Enumerable.Repeat((byte)'b', 3072), (byte)'c']);
        pending.End.ShouldBe(4 + 3073, "the rest takes the numbers of what went");
    }

    [Fact]
    public void Tries_come_after_1_2_4_8_and_then_every_30_seconds_and_begin_anew_after_success()
    {
        var plan = new ReconnectPlan(TimeProvider.System);
        Enumerable.Range(0, 7).Select(_ => plan.Next().TotalSeconds).ShouldBe([1, 2, 4, 8, 30, 30, 30]);
        plan.Connected();
        plan.Next().TotalSeconds.ShouldBe(1);
    }

    [Fact]
    public void The_sixth_forced_try_within_a_minute_gives_up()
    {
        var plan = new ReconnectPlan(TimeProvider.System);
        Enumerable.Range(0, 6).Select(_ => plan.Force()).ShouldBe([true, true, true, true, true, false]);
    }

    [Theory]
    [InlineData(1.4, null), InlineData(1.5, "100;97"), InlineData(7.9, "100;97"), InlineData(8, "43;30"), InlineData(30, "41;97")]
    public void The_line_is_silent_then_grey_yellow_and_red(double seconds, string? color)
    {
        var line = OfflineLine.Draw(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(3), 5, 0, 80, 24, colors: true);
        if (color is null)
        {
            line.ShouldBeNull();
            return;
        }

        line.ShouldNotBeNull().ShouldContain($"\e[24;1H\e[0;{color}m");
        line.ShouldContain("next try in 3 s (Enter: now), 5 bytes typed are kept");
        OfflineLine.Draw(TimeSpan.FromSeconds(seconds), TimeSpan.Zero, 0, 0, 20, 24, colors: false)!.ShouldContain("\e[0;7m No connection for ");
        OfflineLine.Draw(TimeSpan.FromSeconds(seconds), TimeSpan.Zero, 4096, 1024, 80, 24, colors: false)!.ShouldContain("the oldest 1024 bytes typed are lost, 4096 kept");
    }

    [Theory, InlineData("ctrl-]", 0x1D), InlineData("Ctrl-A", 1), InlineData("ctrl-z", 26), InlineData("ctrl-\\", 0x1C), InlineData("none", null)]
    public void Detach_keys_are_control_keys(string text, int? key) => DetachKey.Parse(text).ShouldBe((byte?)key);

    [Theory, InlineData("a"), InlineData("ctrl-1"), InlineData("ctrl-"), InlineData("")]
    public void Other_keys_are_refused(string text) => Should.Throw<CliException>(() => DetachKey.Parse(text)).Code.ShouldBe("usage");
}
