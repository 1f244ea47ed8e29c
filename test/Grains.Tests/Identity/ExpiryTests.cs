using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Tests.House;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.Grains.Tests.Identity;

/// <summary>What has an end ends by the clock, without anybody asking for it.</summary>
public sealed class ExpiryTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    [Fact]
    public async Task An_account_expires_its_sessions_end_and_its_instances_are_stopped()
    {
        ScriptedAgent agent = await ScriptedAgent.Start(house);
        Caller user = await house.NewUser(expiresAt: house.Clock.GetUtcNow().AddMinutes(10));
        string instance = await house.NewInstance(user, agent);
        (await Account(user).Get(user)).Status.ShouldBe(UserStatus.Active);

        house.Clock.Jump(TimeSpan.FromMinutes(11));

        await SignedOut(user, ErrorCodes.SignedOutAccountExpired);
        IInstanceSystemGrain its = house.Grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instance));
        await GrainHouse.Until(async () => (await its.Read())!.Status == InstanceStatus.Stopped, "the scheduler stops the instance");
        (await Account(user).Get(GrainHouse.Admin)).Status.ShouldBe(UserStatus.Expired);
        agent.Requests.Count(r => r.Type == MessageTypes.InstanceChange && r.Json!.Contains(instance, StringComparison.Ordinal)).ShouldBe(1);
        (await house.Audit(user.PrincipalId, "user.expired")).ShouldHaveSingleItem();
        (await house.Audit(instance, "instance.stop.expired")).ShouldHaveSingleItem();

        // Only an administrator brings the account back; its former sessions stay ended.
        UserChange back = new(null, null, UserStatus.Active, true, null, null);
        await house.Grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts).Update(GrainHouse.Admin, user.PrincipalId, back, null);
        (await GrainHouse.Refusal(() => Account(user).Get(user))).ShouldBe(ErrorCodes.NotSignedIn);
        (await Account(user).Get(await SignInAgain(user))).Status.ShouldBe(UserStatus.Active);
    }

    [Fact]
    public async Task An_expiry_that_is_moved_in_time_does_not_happen()
    {
        Caller user = await house.NewUser(expiresAt: house.Clock.GetUtcNow().AddMinutes(10));
        UserChange later = new(null, null, null, true, house.Clock.GetUtcNow().AddMinutes(60), null);
        await house.Grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts).Update(GrainHouse.Admin, user.PrincipalId, later, null);

        house.Clock.Jump(TimeSpan.FromMinutes(11));
        await house.Grains.GetGrain<ISchedulerGrain>(GrainKeys.Scheduler).Tick();

        (await Account(user).Get(user)).Status.ShouldBe(UserStatus.Active);
    }

    [Fact]
    public async Task A_token_ends_at_its_moment_and_the_session_beside_it_goes_on()
    {
        Caller user = await house.NewUser();
        CreatedToken made = await Account(user).CreateToken(user, "short", [], house.Clock.GetUtcNow().AddMinutes(10));
        Caller token = user with { CredentialId = made.ApiToken.Id };
        (await Account(user).Get(token)).Id.ShouldBe(user.PrincipalId);

        house.Clock.Jump(TimeSpan.FromMinutes(11));

        await SignedOut(token, ErrorCodes.SignedOutExpired);
        (await Account(user).Get(user)).Id.ShouldBe(user.PrincipalId);
    }

    [Fact]
    public async Task A_session_ends_after_a_week_without_use_and_lives_on_when_it_is_used()
    {
        Caller user = await house.NewUser();
        Caller used = await SignInAgain(user);
        IUserSystemGrain account = house.Grains.GetGrain<IUserSystemGrain>(GrainKeys.User(user.PrincipalId));

        house.Clock.Jump(TimeSpan.FromDays(4));
        await account.Touch(used.CredentialId!);
        await GrainHouse.Until(
            async () => (await account.GetRights())!.Credentials[used.CredentialId!].ExpiresAt > house.Clock.GetUtcNow().AddDays(6.9), "the use moves the end");
        house.Clock.Jump(TimeSpan.FromDays(4));

        await SignedOut(user, ErrorCodes.SignedOutExpired);
        (await Account(user).Get(used)).Id.ShouldBe(user.PrincipalId);
    }

    private IUserGrain Account(Caller user) => house.Grains.GetGrain<IUserGrain>(GrainKeys.User(user.PrincipalId));

    /// <summary>Rights are at most a second old; two seconds are promised, a busy machine needs more to see it.</summary>
    private Task SignedOut(Caller user, string code) => GrainHouse.Until(
        async () =>
        {
            try
            {
                await Account(user).Get(user);
                return false;
            }
            catch (AnchorageException exception) when (exception.Code == code)
            {
                return true;
            }
        },
        "the credential ends");

    private async Task<Caller> SignInAgain(Caller user) =>
        user with { CredentialId = (await house.Grains.GetGrain<IUserSystemGrain>(GrainKeys.User(user.PrincipalId)).StartSession("10.0.0.1", "tests")).CredentialId };
}
