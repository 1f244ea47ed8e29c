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

    [Fact]
    public void A_refusal_says_why_of_each_node()
    {
        AnchorageException full = Should.Throw<AnchorageException>(() => { Placement.Rank(
            [Node("d") with { Draining = true }, Node("c") with { Online = false, Problem = ErrorCodes.NodeOffline }, Node("b") with { Online = false, Problem = ErrorCodes.DockerNotInstalled }, Node("a", containers: 10), Node("e", mine: 2)],
            "ann",
            2); });

        full.Code.ShouldBe(ErrorCodes.NoCapacity);
        full.Args["problem"].ShouldBe(
            "node-a holds 10 of 10 containers; node-b has a problem (Docker is not installed); node-c is offline; node-d is being drained; node-e holds the most instances of one owner (2)");
        Should.Throw<AnchorageException>(() => { Placement.Rank([], "ann", 0); }).Args["problem"].ShouldBe("no machine that you may use is anchored");
        AnchorageException many = Should.Throw<AnchorageException>(() => { Placement.Rank([.. Enumerable.Range(10, 15).Select(n => Node($"{n}") with { Online = false })], "ann", 0); });
        many.Code.ShouldBe(ErrorCodes.NoNodeAvailable);
        many.Args["problem"].ShouldEndWith("node-19 is offline; and 5 more");
    }

    [Fact]
    public void The_refusals_of_several_candidates_become_one()
    {
        AnchorageException memory = new(ErrorCodes.NoCapacity, ("problem", "node-a: 100 MB of memory are left, 256 are asked for"));
        AnchorageException ports = new(ErrorCodes.PortsExhausted, ("node", "node-b"));
        AnchorageException morePorts = new(ErrorCodes.PortsExhausted, ("node", "node-c"));

        Placement.Sum([ports]).ShouldBe(ports);
        Placement.Sum([ports, morePorts]).Message.ShouldBe("ports_exhausted (node=node-b, node-c)");
        Placement.Sum([memory, ports]).Message.ShouldBe(
            "no_capacity (problem=node-a: 100 MB of memory are left, 256 are asked for; The port range of node-b is used up)");
    }

    private static NodeSummary Node(string id, int mine = 0, double load = 0, int containers = 1) => new(
        id, "owner", true, true, false, containers, 10, load, ImmutableDictionary<string, int>.Empty.Add("ann", mine), [], null, "node-" + id);

    private static string Refused(Func<ImmutableArray<string>> act) => Should.Throw<AnchorageException>(() => { act(); }).Code;
}
