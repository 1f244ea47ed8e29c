using System.Buffers.Text;
using System.Text;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Tests.House;

namespace Anchorage.Grains.Tests.Nodes;

/// <summary>Anchor tokens: each lets one machine in once, and nothing else looks like one.</summary>
public sealed class AnchoringTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    [Fact]
    public async Task A_token_is_good_once_for_one_machine_and_may_be_repeated_with_the_same_key_only()
    {
        Caller owner = await house.NewUser();
        string token = (await Issue(owner, "machine-one")).Token;
        string key = ScriptedAgent.NewKey();

        (await Refusal(token, "machine-two", key)).ShouldBe(ErrorCodes.AnchorTokenInvalid);
        (await Redeem(token, "machine-one", key)).Id.ShouldBe(owner.PrincipalId);
        (await Redeem(token, "machine-one", key)).Id.ShouldBe(owner.PrincipalId);
        (await Refusal(token, "machine-one", ScriptedAgent.NewKey())).ShouldBe(ErrorCodes.AnchorTokenInvalid);
    }

    [Fact]
    public async Task What_was_changed_or_signed_by_somebody_else_is_no_token()
    {
        Caller owner = await house.NewUser();
        string token = (await Issue(owner, "changed")).Token;
        string[] parts = token.Split('.');
        string key = ScriptedAgent.NewKey();
        string none = Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8);
        string other = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace(owner.PrincipalId, "somebody", StringComparison.Ordinal)));
        string[] forged =
        [
            $"{none}.{parts[1]}.", $"{none}.{parts[1]}.{parts[2]}", $"{parts[0]}.{other}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}.AAAA",
            $"{parts[0]}.{parts[1]}", $"{token}.x", "..", "a.b.c", $"{parts[0]}.!!.{parts[2]}", $"{parts[0]}.{parts[1]}.!!",
        ];

        foreach (string text in forged)
        {
            (await Refusal(text, "changed", key)).ShouldBe(ErrorCodes.AnchorTokenInvalid, text);
        }

        (await Redeem(token, "changed", key)).Id.ShouldBe(owner.PrincipalId);
    }

    [Fact]
    public async Task A_token_ends_after_an_hour_and_with_its_account()
    {
        Caller owner = await house.NewUser();
        Caller disabled = await house.NewUser();
        string late = (await Issue(owner, "late")).Token;
        string orphan = (await Issue(disabled, "orphan")).Token;
        await house.Grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts).Update(GrainHouse.Admin, disabled.PrincipalId, new UserChange(null, null, UserStatus.Disabled, false, null, null), null);

        (await Refusal(orphan, "orphan", ScriptedAgent.NewKey())).ShouldBe(ErrorCodes.AnchorTokenInvalid);
        house.Clock.Jump(TimeSpan.FromMinutes(61));
        (await Refusal(late, "late", ScriptedAgent.NewKey())).ShouldBe(ErrorCodes.AnchorTokenInvalid);
    }

    [Fact, Trait("case", "D-04")]
    public async Task For_another_account_it_takes_a_permission_and_the_account()
    {
        Caller admin = await house.NewUser(UserRole.Admin);
        Caller user = await house.NewUser();
        Caller target = await house.NewUser();

        (await GrainHouse.Refusal(() => Issue(user, "as", target.Name))).ShouldBe(ErrorCodes.Forbidden);
        (await GrainHouse.Refusal(() => Issue(user, "as", "nobody"))).ShouldBe(ErrorCodes.Forbidden);
        (await GrainHouse.Refusal(() => Issue(admin, "as", "nobody"))).ShouldBe(ErrorCodes.UserNotFound);
        AnchorToken token = await Issue(admin, "as", $"{target.Name}@example.org");

        token.Owner.Id.ShouldBe(target.PrincipalId);
        (await Redeem(token.Token, "as", ScriptedAgent.NewKey())).Id.ShouldBe(target.PrincipalId);
    }

    [Fact]
    public async Task Tokens_that_nobody_uses_are_bounded()
    {
        Caller owner = await house.NewUser();
        for (int i = 0; i < 50; i++)
        {
            await Issue(owner, $"many-{i}");
        }

        (await GrainHouse.Refusal(() => Issue(owner, "one-more"))).ShouldBe(ErrorCodes.LimitReached);
        (await GrainHouse.Refusal(() => Issue(owner, ""))).ShouldBe(ErrorCodes.InvalidRequest);
        (await GrainHouse.Refusal(() => Issue(owner, new string('x', 129)))).ShouldBe(ErrorCodes.InvalidRequest);
    }

    private IAnchoringGrain Grain => house.Grains.GetGrain<IAnchoringGrain>(GrainKeys.Anchoring);

    private Task<AnchorToken> Issue(Caller caller, string fingerprint, string? target = null) => Grain.Issue(caller, new AnchorWish(fingerprint, target, null));

    private Task<ObjectName> Redeem(string token, string machine, string key) => Grain.Redeem(token, machine, key);

    private Task<string> Refusal(string token, string machine, string key) => GrainHouse.Refusal(() => Redeem(token, machine, key));
}
