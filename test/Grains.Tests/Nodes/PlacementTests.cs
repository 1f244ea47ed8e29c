using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Nodes;

namespace Anchorage.Grains.Tests.Nodes;

public sealed class PlacementTests
{
    [Fact]
    public void Fewest_of_the_owner_first_then_the_least_loaded()
    {
        Placement.Rank([Node("a", mine: 1, load: 0), Node("b", load: 0.9), Node("c", load: 0.1)], "ann", 0).ShouldBe(["c", "b", "a"]);
    }

    [Fact]
    public void Full_draining_and_offline_nodes_are_skipped()
    {
        Placement.Rank([Node("a", containers: 10), Node("b") with { Draining = true }, Node("c") with { Online = false }, Node("d")], "ann", 0).ShouldBe(["d"]);
        Refused(() => Placement.Rank([Node("a", containers: 10)], "ann", 0)).ShouldBe(ErrorCodes.NoCapacity);
        Refused(() => Placement.Rank([Node("a") with { Online = false }], "ann", 0)).ShouldBe(ErrorCodes.NoNodeAvailable);
        Refused(() => Placement.Rank([], "ann", 0)).ShouldBe(ErrorCodes.NoNodeAvailable);
        Refused(() => Placement.Rank([Node("a", mine: 1)], "ann", 1)).ShouldBe(ErrorCodes.NoCapacity);
    }

    [Fact]
    public void The_node_that_was_asked_for_or_the_reason_why_not()
    {
        Placement.Only(Node("a"), "a").ShouldBe(["a"]);
        Refused(() => Placement.Only(null, "a")).ShouldBe(ErrorCodes.NodeNotFound);
        Refused(() => Placement.Only(Node("a") with { Online = false, Problem = null }, "a")).ShouldBe(ErrorCodes.NodeOffline);
        Refused(() => Placement.Only(Node("a") with { Online = false, Problem = ErrorCodes.DockerUnavailable }, "a")).ShouldBe(ErrorCodes.DockerUnavailable);
        Refused(() => Placement.Only(Node("a") with { Draining = true }, "a")).ShouldBe(ErrorCodes.NodeDraining);
    }

    private static NodeSummary Node(string id, int mine = 0, double load = 0, int containers = 1) => new(
        id, "owner", true, true, false, containers, 10, load, ImmutableDictionary<string, int>.Empty.Add("ann", mine), [], null);

    private static string Refused(Func<ImmutableArray<string>> act) => Should.Throw<AnchorageException>(() => { act(); }).Code;
}
