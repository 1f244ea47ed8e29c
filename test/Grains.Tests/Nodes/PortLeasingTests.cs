using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Anchorage.Grains.Tests.Nodes;

public sealed class PortLeasingTests
{
    [Fact]
    public void The_lowest_free_triple_is_leased_for_22_80_443()
    {
        ImmutableArray<PortLease> ports = PortLeasing.Find(new PortRange(20_000, 20_010), [20_000, 20_004], []);
        ports.Select(p => p.Host).ShouldBe([20_001, 20_002, 20_003]);
        ports.Select(p => p.Container).ShouldBe([22, 80, 443]);
        ports.Select(p => p.Name).ShouldBe(["ssh", "http", "https"]);
    }

    [Theory]
    [InlineData(20_000, 20_001)]
    [InlineData(20_000, 20_000)]
    public void A_range_of_fewer_than_three_ports_is_exhausted(int from, int to) => PortLeasing.Find(new PortRange(from, to), [], []).ShouldBeEmpty();

    [Fact]
    public void Ten_ports_hold_three_leases()
    {
        List<int> leased = [];
        for (int i = 0; i < 3; i++)
        {
            leased.AddRange(PortLeasing.Find(new PortRange(30_000, 30_009), leased, []).Select(p => p.Host));
        }

        leased.ShouldBe(Enumerable.Range(30_000, 9));
        PortLeasing.Find(new PortRange(30_000, 30_009), leased, []).ShouldBeEmpty();
    }

    [Fact]
    public void A_lease_never_overlaps_lies_in_the_range_and_is_the_lowest_there_is()
    {
        Gen<(int, int[], int[])> cases = Gen.Choose(0, 40).SelectMany(width =>
            Gen.Choose(10_000, 10_040).ArrayOf().SelectMany(leased =>
                Gen.Choose(10_000, 10_040).ArrayOf().Select(skip => (width, leased, skip))));
        Prop.ForAll(cases.ToArbitrary(), input =>
        {
            (int width, int[] leased, int[] skip) = input;
            HashSet<int> taken = [.. leased, .. skip];
            int? expected = Enumerable.Range(10_000, Math.Max(0, width - 1))
                .Where(p => p + 2 <= 10_000 + width && !taken.Contains(p) && !taken.Contains(p + 1) && !taken.Contains(p + 2))
                .Select(p => (int?)p).FirstOrDefault();
            ImmutableArray<PortLease> found = PortLeasing.Find(new PortRange(10_000, 10_000 + width), leased, skip);
            found.Select(p => p.Host).ShouldBe(expected is { } first ? [first, first + 1, first + 2] : []);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }
}
