using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Tests.House;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.Grains.Tests.Terminals;

/// <summary>What is known of terminals follows what their node reports.</summary>
public sealed class TerminalIndexTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    [Fact]
    public async Task At_the_limit_the_terminal_that_ended_first_gives_way_and_a_living_one_never()
    {
        Caller user = await house.NewUser();
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        string instance = await house.NewInstance(user, agent);
        string[] ids = [.. Enumerable.Range(0, 32).Select(_ => $"t{Guid.NewGuid():N}")];
        foreach (string id in ids)
        {
            await OpenAsync(user, instance, id);
        }

        (await GrainHouse.Refusal(() => OpenAsync(user, instance, $"t{Guid.NewGuid():N}"))).ShouldBe(ErrorCodes.TerminalLimit);
        foreach (string ended in (string[])[ids[7], ids[3]])
        {
            await ReportAsync(agent, Report(ended, instance) with { State = "exited", ExitCode = 0 });
            await GrainHouse.Until(async () => (await Terminal(ended).Get(user)).State == TerminalState.Exited, "the end is known");
            await GrainHouse.Until(async () => await TriesAsync(user, instance), "its place is free a moment later");
            await GrainHouse.Until(async () => await Seen(ended).Read() is null, "it is forgotten");
            (await TriesAsync(user, instance)).ShouldBeFalse("there was one place");
        }

        (await Terminal(ids[0]).Get(user)).State.ShouldBe(TerminalState.Open);
    }

    [Fact]
    public async Task Who_is_attached_is_what_the_node_says_also_after_the_grain_forgot_it()
    {
        Caller user = await house.NewUser();
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        string instance = await house.NewInstance(user, agent);
        string id = $"t{Guid.NewGuid():N}";
        await OpenAsync(user, instance, id);
        DateTimeOffset since = house.Clock.GetUtcNow();
        ITerminalSystemGrain seen = Seen(id);
        await seen.ViewerChanged(new TerminalViewer("v1", user.PrincipalId, "ann", TerminalRole.Type, since), attached: true);

        await ReportAsync(agent, Report(id, instance) with { Viewers = [new("v1", user.PrincipalId, "ann", "watch", since), new("v2", "u2", "bob", "type", since)] });
        await GrainHouse.Until(async () => (await Terminal(id).Get(user)).Viewers.Length == 2, "two viewers");
        (await Terminal(id).Get(user)).Viewers.Select(v => (v.Name, v.Role)).ShouldBe([("ann", TerminalRole.Watch), ("bob", TerminalRole.Type)]);

        // An older host does not speak of viewers: what the front door said stays.
        await ReportAsync(agent, Report(id, instance) with { Title = "vim" });
        await GrainHouse.Until(async () => (await Terminal(id).Get(user)).Title == "vim", "the title");
        (await Terminal(id).Get(user)).Viewers.Length.ShouldBe(2);
        await seen.ViewerChanged(new TerminalViewer("v2", "u2", "bob", TerminalRole.Type, since), attached: false);
        await GrainHouse.Until(async () => (await Terminal(id).Get(user)).Viewers.Length == 1, "one viewer");

        await seen.Reported(agent.NodeId, null);
        await GrainHouse.Until(async () => (await Terminal(id).Get(user)).State == TerminalState.Lost, "lost");
        (await Terminal(id).Get(user)).Viewers.ShouldBeEmpty();
        (await GrainHouse.Refusal(() => Terminal(id).TakeOver(user))).ShouldBe(ErrorCodes.TerminalLost);
    }

    [Fact]
    public async Task One_that_ended_with_its_last_viewer_leaves_nothing()
    {
        Caller user = await house.NewUser();
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        string instance = await house.NewInstance(user, agent);
        string id = $"t{Guid.NewGuid():N}";
        await Terminal(id).Open(user, new OpenTerminalRequest(instance, 80, 24, null, " build ", EndWhenLastViewerLeaves: true));
        (await Terminal(id).Get(user)).Name.ShouldBe("build");
        agent.Requests.Last().Json!.ShouldContain("\"endWhenLastViewerLeaves\":true");
        await ReportAsync(agent, Report(id, instance) with { State = "exited", ExitCode = 129 });
        await GrainHouse.Until(async () => (await Terminal(id).Get(user)).State == TerminalState.Exited, "its code can still be read");

        await ReportAsync(agent, Report(id, instance) with { State = "gone", ExitCode = 129 });

        await GrainHouse.Until(async () => await Seen(id).Read() is null, "it is gone");
        (await house.Grains.GetGrain<IInstanceTerminalsGrain>(GrainKeys.InstanceTerminals(instance)).List()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_user_cannot_use_up_the_tickets_of_a_terminal()
    {
        Caller user = await house.NewUser();
        string instance = await house.NewInstance(user, await ScriptedAgent.Start(house));
        string id = $"t{Guid.NewGuid():N}";
        await OpenAsync(user, instance, id);
        for (int i = 0; i < 16; i++)
        {
            await Terminal(id).CreateTicket(user, TerminalRole.Watch, null);
        }

        (await GrainHouse.Refusal(() => Terminal(id).CreateTicket(user, TerminalRole.Watch, null))).ShouldBe(ErrorCodes.TooManyRequests);
        await Terminal(id).CreateTicket(GrainHouse.Admin, TerminalRole.Watch, null);
        house.Clock.Jump(TimeSpan.FromSeconds(61));
        await Terminal(id).CreateTicket(user, TerminalRole.Watch, null);
    }

    private static TerminalReport Report(string id, string instance) => new(id, instance, "open", null, 80, 24, 0, 0, DateTimeOffset.UnixEpoch);

    private ITerminalGrain Terminal(string id) => house.Grains.GetGrain<ITerminalGrain>(GrainKeys.Terminal(id));

    private Task OpenAsync(Caller user, string instance, string id) => Terminal(id).Open(user, new OpenTerminalRequest(instance, 80, 24, null));

    private async Task<bool> TriesAsync(Caller user, string instance)
    {
        try
        {
            await OpenAsync(user, instance, $"t{Guid.NewGuid():N}");
            return true;
        }
        catch (AnchorageException refused) when (refused.Code == ErrorCodes.TerminalLimit)
        {
            return false;
        }
    }

    private Task ReportAsync(ScriptedAgent agent, TerminalReport report) =>
        Seen(report.TerminalId).Reported(agent.NodeId, ProtocolJson.Write(report));

    private ITerminalSystemGrain Seen(string id) => house.Grains.GetGrain<ITerminalSystemGrain>(GrainKeys.Terminal(id));
}
