using Anchorage.NodeAgent.Terminals.Host;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class OutputRingTests
{
    [Fact]
    public void Keeps_the_last_output_under_its_offsets_whatever_the_pieces()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var ring = new OutputRing(64 * 1024);
            byte[] all = new byte[300_000];
            random.NextBytes(all);
            for (int at = 0; at < all.Length;)
            {
                int length = Math.Min(random.Next(1, 20_000), all.Length - at);
                ring.Append(all.AsSpan(at, length));
                at += length;
                ring.End.ShouldBe(at);
                (at - ring.Start).ShouldBeInRange(Math.Min(at, 32 * 1024), 64 * 1024);
                long from = ring.Start + random.Next((int)(ring.End - ring.Start) + 1);
                byte[] copy = new byte[random.Next(1, 70_000)];
                int count = ring.CopyTo(from, copy);
                count.ShouldBe((int)Math.Min(copy.Length, ring.End - from));
                copy.AsSpan(0, count).SequenceEqual(all.AsSpan((int)from, count)).ShouldBeTrue($"seed {seed} offset {from}");
            }
        }
    }

    [Fact]
    public void Grows_only_as_needed()
    {
        var ring = new OutputRing(1024 * 1024);
        ring.Capacity.ShouldBe(0);
        ring.Append(new byte[100]);
        ring.Capacity.ShouldBe(4096);
        ring.Append(new byte[3_000_000]);
        ring.Capacity.ShouldBe(1024 * 1024);
    }
}
