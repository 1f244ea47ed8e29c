using System.Collections.Immutable;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Tests.House;

namespace Anchorage.Grains.Tests.Instances;

/// <summary>An anchored machine is an instance of its owner for as long as it is a node.</summary>
public sealed class MachineTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    [Fact]
    public async Task A_machine_is_there_as_soon_as_it_connects_and_runs_while_it_is_online()
    {
        Caller owner = await house.NewUser();
        ScriptedAgent agent = await ScriptedAgent.Anchor(house, owner, name: "Web-01.Example");

        InstanceInfo machine = await Appears(owner, agent);
        (machine.Kind, machine.Name, machine.Status, machine.Owner.Id).ShouldBe((InstanceKinds.Machine, "web-01-example", InstanceStatus.Running, owner.PrincipalId));
        machine.Ports.ShouldBeEmpty();
        machine.Image.Title.ShouldBe("linux");

        await agent.Unlink();
        await Becomes(agent, InstanceStatus.Offline);
        (await GrainHouse.Refusal(() => Instance(agent).GrantTcp(owner, 80))).ShouldBe(ErrorCodes.NodeOffline);
        await agent.Link();
        await Becomes(agent, InstanceStatus.Running);

        // It stopped to let itself be managed, and does so again.
        agent.Capabilities = ["docker"];
        await agent.Link();
        await Becomes(agent, InstanceStatus.Offline);
        agent.Capabilities = ["machine"];
        await agent.Link();
        await Becomes(agent, InstanceStatus.Running);
    }

    [Fact]
    public async Task It_counts_for_no_quota_and_takes_a_free_name()
    {
        ScriptedAgent holder = await ScriptedAgent.Start(house);
        Caller owner = await house.NewUser();
        await house.NewInstance(owner, holder);
        ScriptedAgent first = await ScriptedAgent.Anchor(house, owner, name: "twin");
        ScriptedAgent second = await ScriptedAgent.Anchor(house, owner, name: "twin");
        ScriptedAgent digits = await ScriptedAgent.Anchor(house, owner, name: "10.0.0.1");

        (await Appears(owner, first)).Name.ShouldBe("twin");
        (await Appears(owner, second)).Name.ShouldBe("twin-2");
        (await Appears(owner, digits)).Name.ShouldBe("m-10-0-0-1");
        (await User(owner).Read())!.InstanceCount.ShouldBe(1);

        await Instance(second).Update(owner, new InstanceChange("mirror", null, null), null);
        await second.Link();
        (await Read(second))!.Name.ShouldBe("mirror");
    }

    [Fact]
    public async Task What_belongs_to_containers_is_refused_and_changes_nothing()
    {
        Caller owner = await house.NewUser();
        ScriptedAgent agent = await ScriptedAgent.Anchor(house, owner);
        InstanceInfo before = await Appears(owner, agent);

        // What the machine's administrator offers is for machines too.
        foreach (InstanceVerb verb in Enum.GetValues<InstanceVerb>().Except([InstanceVerb.Execute]))
        {
            (await GrainHouse.Refusal(() => house.Begin(owner, agent.NodeId, verb))).ShouldBe(ErrorCodes.NotForMachines, verb.ToString());
        }

        (await GrainHouse.Refusal(() => Instance(agent).Update(owner, new InstanceChange(null, new LimitsChange(512, null, null), null), null))).ShouldBe(ErrorCodes.NotForMachines);
        (await GrainHouse.Refusal(() => Instance(agent).Update(owner, new InstanceChange(null, null, "no"), null))).ShouldBe(ErrorCodes.NotForMachines);
        (await Read(agent)).ShouldBe(before with { Permissions = null });
        agent.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Root_takes_a_permission_of_its_own()
    {
        Caller owner = await house.NewUser();
        ScriptedAgent agent = await ScriptedAgent.Anchor(house, owner);
        await Appears(owner, agent);
        Caller narrow = await WithScopes(owner, Permissions.CommandInstance, Permissions.ExecInstance);

        await Instance(agent).GrantCommand(owner, ["id"], null, root: true);
        await Instance(agent).GrantCommand(narrow, ["id"], null, root: false);
        (await GrainHouse.Refusal(() => Instance(agent).GrantCommand(narrow, ["id"], null, root: true))).ShouldBe(ErrorCodes.ScopeMissing);
        (await house.Audit(agent.NodeId, "instance.exec")).ShouldContain(e => e.Details["root"] == "true");
    }

    [Fact]
    public async Task It_goes_with_its_node()
    {
        Caller owner = await house.NewUser();
        string fingerprint = Guid.NewGuid().ToString("N");
        ScriptedAgent agent = await ScriptedAgent.Anchor(house, owner, fingerprint);
        await Appears(owner, agent);

        // Anchored anew by the same account it is the same machine.
        ScriptedAgent again = await ScriptedAgent.Anchor(house, owner, fingerprint);
        again.NodeId.ShouldBe(agent.NodeId);

        await house.Grains.GetGrain<INodeGrain>(GrainKeys.Node(agent.NodeId)).Revoke(owner, force: false);
        await GrainHouse.Until(async () => await Read(agent) is null, "the machine is gone");
        (await house.Grains.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(owner.PrincipalId)).List()).ShouldBeEmpty();

        ScriptedAgent anew = await ScriptedAgent.Anchor(house, owner, fingerprint);
        anew.NodeId.ShouldNotBe(agent.NodeId);
        (await Appears(owner, anew)).Name.ShouldStartWith("machine");
    }

    [Fact]
    public async Task The_end_of_its_owner_neither_stops_it_nor_is_held_up_by_it()
    {
        Caller expiring = await house.NewUser(expiresAt: house.Clock.GetUtcNow().AddMinutes(5));
        Caller leaving = await house.NewUser();
        ScriptedAgent kept = await ScriptedAgent.Anchor(house, expiring);
        ScriptedAgent parted = await ScriptedAgent.Anchor(house, leaving);
        await Appears(expiring, kept);
        await Appears(leaving, parted);
        IAccountsGrain accounts = house.Grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts);

        await accounts.Delete(GrainHouse.Admin, leaving.PrincipalId);
        await GrainHouse.Until(async () => await Read(parted) is null && await User(leaving).Read() is null, "account and machine are gone");

        house.Clock.Jump(TimeSpan.FromMinutes(6));
        await GrainHouse.Until(async () => await User(expiring).Read() is { Status: UserStatus.Expired }, "the account has expired");
        (await Read(kept))!.Status.ShouldBe(InstanceStatus.Running);
        kept.Requests.ShouldBeEmpty();
    }

    private IInstanceGrain Instance(ScriptedAgent agent) => house.Grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(agent.NodeId));

    private IUserSystemGrain User(Caller user) => house.Grains.GetGrain<IUserSystemGrain>(GrainKeys.User(user.PrincipalId));

    private Task<InstanceInfo?> Read(ScriptedAgent agent) => house.Grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(agent.NodeId)).Read();

    private async Task<InstanceInfo> Appears(Caller owner, ScriptedAgent agent)
    {
        await GrainHouse.Until(async () => await Read(agent) is not null, "the machine is an instance");
        return await Instance(agent).Get(owner);
    }

    private Task Becomes(ScriptedAgent agent, InstanceStatus status) => GrainHouse.Until(async () => (await Read(agent))?.Status == status, $"the machine is {status}");

    private async Task<Caller> WithScopes(Caller user, params string[] scopes)
    {
        CreatedToken token = await house.Grains.GetGrain<IUserGrain>(GrainKeys.User(user.PrincipalId)).CreateToken(user, "narrow", [.. scopes], null);
        return user with { CredentialId = token.ApiToken.Id, Scopes = [.. scopes] };
    }
}
