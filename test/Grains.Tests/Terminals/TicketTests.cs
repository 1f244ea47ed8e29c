using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Tests.House;

namespace Anchorage.Grains.Tests.Terminals;

/// <summary>A ticket opens one socket once, within a minute, from the page it was made for, with the rights that its user has then.</summary>
public sealed class TicketTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    private const string Page = "https://anchorage.example";

    [Fact]
    public async Task A_ticket_is_good_for_one_use_also_when_two_come_at_once()
    {
        (Caller user, ITerminalGrain terminal) = await Terminal();
        string ticket = (await terminal.CreateTicket(user, TerminalRole.Type, Page)).Ticket;

        string[] outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Outcome(terminal, ticket, Page)));

        outcomes.Order().ShouldBe([user.PrincipalId, ErrorCodes.TicketInvalid, ErrorCodes.TicketInvalid, ErrorCodes.TicketInvalid], ignoreOrder: true);
        (await Outcome(terminal, ticket, Page)).ShouldBe(ErrorCodes.TicketInvalid);
    }

    [Fact]
    public async Task A_ticket_ends_after_a_minute()
    {
        (Caller user, ITerminalGrain terminal) = await Terminal();
        TerminalTicket ticket = await terminal.CreateTicket(user, TerminalRole.Type, Page);
        (ticket.ExpiresAt - house.Clock.GetUtcNow()).TotalSeconds.ShouldBeInRange(50, 60);
        string young = (await terminal.CreateTicket(user, TerminalRole.Type, Page)).Ticket;
        house.Clock.Jump(TimeSpan.FromSeconds(30));
        (await Outcome(terminal, young, Page)).ShouldBe(user.PrincipalId);

        house.Clock.Jump(TimeSpan.FromSeconds(31));

        (await Outcome(terminal, ticket.Ticket, Page)).ShouldBe(ErrorCodes.TicketInvalid);
    }

    [Fact]
    public async Task Another_page_or_another_terminal_cannot_use_it_and_a_try_uses_it_up()
    {
        (Caller user, ITerminalGrain terminal) = await Terminal();
        (_, ITerminalGrain other) = await Terminal();
        string ticket = (await terminal.CreateTicket(user, TerminalRole.Type, Page)).Ticket;

        (await Outcome(other, ticket, Page)).ShouldBe(ErrorCodes.TicketInvalid);
        (await Outcome(terminal, ticket, "https://evil.example")).ShouldBe(ErrorCodes.TicketInvalid);
        (await Outcome(terminal, ticket, Page)).ShouldBe(ErrorCodes.TicketInvalid);
    }

    [Fact]
    public async Task It_is_bound_to_its_user_whose_rights_are_asked_again()
    {
        (Caller user, ITerminalGrain terminal) = await Terminal();
        Caller other = await house.NewUser();
        (await GrainHouse.Refusal(() => terminal.CreateTicket(other, TerminalRole.Watch, Page))).ShouldBe(ErrorCodes.TerminalNotFound);
        string ticket = (await terminal.CreateTicket(user, TerminalRole.Watch, Page)).Ticket;

        await house.Grains.GetGrain<IUserGrain>(GrainKeys.User(user.PrincipalId)).SignOut(user);

        (await Outcome(terminal, ticket, Page)).ShouldBe(ErrorCodes.NotSignedIn);
    }

    [Fact]
    public async Task The_role_of_the_ticket_is_what_the_node_is_told()
    {
        (Caller user, ITerminalGrain terminal) = await Terminal();
        string ticket = (await terminal.CreateTicket(user, TerminalRole.Watch, null)).Ticket;

        TerminalAttachment attachment = await terminal.Redeem(ticket, null, resume: 17);

        attachment.Grant.PayloadJson.ShouldContain("\"watch\"");
        attachment.Grant.PayloadJson.ShouldContain("17");
        attachment.Caller.ShouldBeEquivalentTo(user);
        attachment.Grant.ExpiresAt.ShouldBeGreaterThan(house.Clock.GetUtcNow());
    }

    private async Task<(Caller User, ITerminalGrain Terminal)> Terminal()
    {
        Caller user = await house.NewUser();
        string instance = await house.NewInstance(user, await ScriptedAgent.Start(house));
        ITerminalGrain terminal = house.Grains.GetGrain<ITerminalGrain>(GrainKeys.Terminal($"t{Guid.NewGuid():N}"));
        (await terminal.Open(user, new OpenTerminalRequest(instance, 80, 24, null))).State.ShouldBe(TerminalState.Open);
        return (user, terminal);
    }

    /// <summary>Whose ticket it was, or the code of the refusal.</summary>
    private static async Task<string> Outcome(ITerminalGrain terminal, string ticket, string? origin)
    {
        try
        {
            return (await terminal.Redeem(ticket, origin, null)).Caller.PrincipalId;
        }
        catch (AnchorageException exception)
        {
            return exception.Code;
        }
    }
}
