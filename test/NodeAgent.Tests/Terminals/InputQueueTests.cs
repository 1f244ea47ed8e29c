using System.Text;
using Anchorage.NodeAgent.Terminals.Host;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class InputQueueTests
{
    [Fact]
    public void Bytes_sent_again_are_taken_once()
    {
        var queue = new InputQueue(100);
        InputNumbering mine = queue.Numbering("a");
        queue.Offer(mine, 0, "hello"u8).ShouldBe(InputOutcome.Taken);
        queue.Offer(mine, 0, "hello"u8).ShouldBe(InputOutcome.Repeated);
        queue.Offer(mine, 3, "lo world"u8).ShouldBe(InputOutcome.Taken);
        Drain(queue, 3).ShouldBe("hello world");
        mine.Applied.ShouldBe(11);
        queue.Applied.ShouldBe(11);
    }

    [Fact]
    public void A_gap_takes_nothing()
    {
        var queue = new InputQueue(100);
        InputNumbering mine = queue.Numbering("a");
        queue.Offer(mine, 1, "x"u8).ShouldBe(InputOutcome.Gap);
        queue.Offer(mine, -1, "x"u8).ShouldBe(InputOutcome.Gap);
        queue.Offer(mine, long.MaxValue, "x"u8).ShouldBe(InputOutcome.Gap);
        queue.HasWaiting.ShouldBeFalse();
    }

    [Fact]
    public void Numberings_do_not_mix()
    {
        var queue = new InputQueue(100);
        queue.Offer(queue.Numbering("a"), 0, "aaa"u8).ShouldBe(InputOutcome.Taken);
        queue.Offer(queue.Numbering("b"), 0, "bb"u8).ShouldBe(InputOutcome.Taken);
        queue.Numbering("a").Accepted.ShouldBe(3);
        queue.Numbering("b").Accepted.ShouldBe(2);
        Drain(queue, 100).ShouldBe("aaabb");
    }

    [Fact]
    public void What_waits_is_bounded_and_a_refusal_takes_nothing()
    {
        var queue = new InputQueue(10);
        InputNumbering mine = queue.Numbering("a");
        queue.Offer(mine, 0, "12345678"u8).ShouldBe(InputOutcome.Taken);
        queue.Offer(mine, 8, "9abc"u8).ShouldBe(InputOutcome.Full);
        mine.Accepted.ShouldBe(8);
        queue.Applying(8);
        queue.Offer(mine, 8, "9abc"u8).ShouldBe(InputOutcome.Taken);
    }

    [Fact]
    public void Only_the_numberings_used_last_are_remembered()
    {
        var queue = new InputQueue(1000);
        InputNumbering first = queue.Numbering("first");
        queue.Offer(first, 0, "x"u8);
        for (int i = 0; i < 63; i++)
        {
            queue.Numbering($"n{i}");
        }

        queue.Offer(first, 1, "x"u8);
        queue.Numbering("one more");
        queue.Numbering("first").Accepted.ShouldBe(2);
    }

    private static string Drain(InputQueue queue, int piece)
    {
        var text = new StringBuilder();
        while (queue.HasWaiting)
        {
            ReadOnlySpan<byte> next = queue.Peek();
            next = next[..Math.Min(piece, next.Length)];
            text.Append(Encoding.UTF8.GetString(next));
            queue.Applying(next.Length);
        }

        return text.ToString();
    }
}
