using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Terminals;

namespace Anchorage.Grains.Tests.House;

/// <summary>Grains wait only for grains below them. A call upwards is one-way: two that wait for each other stand still until the time-out.</summary>
public sealed class CallGraphTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    /// <summary>From the front door down. A kind of grain calls kinds that stand below it.</summary>
    private static readonly string[] Order =
        ["scheduler", "accounts", "enrollment", "anchoring", "signin", "op", "term", "uterm", "inst", "iterm", "node", "nodes", "images", "groups", "uinst", "user", "name", "feed"];

    [Fact]
    public async Task A_life_of_an_instance_calls_downwards_only()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser();
        string instance = await house.NewInstance(user, agent);
        IInstanceGrain its = house.Grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(instance));
        await its.Update(user, new InstanceChange("renamed", new LimitsChange(512, null, null), null), null);
        ITerminalGrain terminal = house.Grains.GetGrain<ITerminalGrain>(GrainKeys.Terminal("graph"));
        await terminal.Open(user, new OpenTerminalRequest(instance, 80, 24, null));
        await terminal.Close(user);
        await house.EndOf(await house.Begin(user, instance, InstanceVerb.Stop));
        await house.Grains.GetGrain<INodeGrain>(GrainKeys.Node(agent.NodeId)).Update(GrainHouse.Admin, new NodeChange("other", null, null, null, null, null, null, null, null));
        await house.Grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts).Delete(GrainHouse.Admin, user.PrincipalId);
        await GrainHouse.Until(async () => await house.Grains.GetGrain<IUserSystemGrain>(GrainKeys.User(user.PrincipalId)).Read() is null, "the account is removed with its instance");

        GrainHouse.Calls.MustNotWaitInACircle();
        GrainHouse.Calls.Edges.Count.ShouldBeGreaterThan(10);
        GrainHouse.Calls.Pairs.Where(p => Array.IndexOf(Order, p.From) is var from && Array.IndexOf(Order, p.To) is var to && (from < 0 || to <= from))
            .ShouldBeEmpty(string.Join('\n', GrainHouse.Calls.Edges));
    }
}
