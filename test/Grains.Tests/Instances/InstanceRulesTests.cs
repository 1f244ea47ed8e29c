using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Instances;

namespace Anchorage.Grains.Tests.Instances;

public sealed class InstanceRulesTests
{
    private static readonly InstancesOptions Options = new();

    [Theory]
    [InlineData("a")]
    [InlineData("web-1")]
    public void A_name_is_taken(string name) => InstanceRules.Name(name).ShouldBe(name);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-web")]
    [InlineData("web-")]
    [InlineData("Web")]
    [InlineData("1web")]
    [InlineData("web\n")]
    [InlineData("web_1")]
    [InlineData("../web")]
    public void A_name_is_refused(string? name) => Should.Throw<AnchorageException>(() => { InstanceRules.Name(name); }).Args["field"].ShouldBe("name");

    [Theory]
    [InlineData(127, null, null, "limits.memoryMb")]
    [InlineData(-1, null, null, "limits.memoryMb")]
    [InlineData(262_145, null, null, "limits.memoryMb")]
    [InlineData(null, 0.09, null, "limits.cpus")]
    [InlineData(null, 65d, null, "limits.cpus")]
    [InlineData(null, double.NaN, null, "limits.cpus")]
    [InlineData(null, null, 63, "limits.pids")]
    public void Limits_outside_their_range_are_refused(int? memory, double? cpus, int? pids, string field) =>
        Should.Throw<AnchorageException>(() => { InstanceRules.Limits(InstanceRules.Defaults(Options), new LimitsChange(memory, cpus, pids), Options); })
            .Args["field"].ShouldBe(field);

    [Fact]
    public void Absent_leaves_and_zero_is_the_default()
    {
        LimitsInfo present = new(2048, 2, 500);
        InstanceRules.Limits(present, null, Options).ShouldBe(present);
        InstanceRules.Limits(present, new LimitsChange(0, 0, 0), Options).ShouldBe(InstanceRules.Defaults(Options));
    }

    [Fact]
    public void A_free_name_is_valid_and_free()
    {
        HashSet<string> taken = [];
        CryptoIdSource ids = new();
        for (int i = 0; i < 2_000; i++)
        {
            taken.Add(InstanceRules.Name(InstanceRules.FreeName(ids, taken.Contains))).ShouldBeTrue();
        }
    }
}
