using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Nodes;

namespace Anchorage.Grains.Tests.Nodes;

public sealed class CapacityTests
{
    private static readonly LimitsInfo Small = new(1024, 0.5, 100);

    [Fact]
    public void Usage_is_the_sum_of_the_limits()
    {
        UsageInfo usage = Capacity.Usage([Held(Small), Held(new LimitsInfo(512, 0.1, 64))]);
        usage.Containers.ShouldBe(2);
        usage.MemoryMb.ShouldBe(1536);
        usage.Cpus.ShouldBe(0.6);
    }

    [Theory]
    [InlineData(2, 0, 0, true)]
    [InlineData(1, 0, 0, false)]
    [InlineData(9, 2048, 0, true)]
    [InlineData(9, 2047, 0, false)]
    [InlineData(9, 0, 1, true)]
    [InlineData(9, 0, 0.9, false)]
    public void A_second_instance_fits(int containers, int memory, double cpus, bool fits) =>
        (Capacity.Refusal(new CapacityInfo(containers, memory, cpus), Capacity.Usage([Held(Small)]), Small) is null).ShouldBe(fits);

    [Fact]
    public void Load_is_the_fullest_share() =>
        Capacity.Load(new CapacityInfo(10, 2048, 4), Capacity.Usage([Held(Small)])).ShouldBe(0.5);

    private static NodePlacement Held(LimitsInfo limits) => new("ann", [], limits, false);
}
