using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Tests.House;

namespace Anchorage.Grains.Tests.Identity;

/// <summary>Five failures in a quarter of an hour close an account for one address, and nothing else (inventory P1).</summary>
public sealed class ThrottleTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    private const string Here = "192.0.2.1";

    [Fact]
    public async Task The_sixth_try_is_not_looked_at_even_with_the_right_password()
    {
        Caller user = await house.NewUser();
        await Fail(user.Name, 5);

        AnchorageException refused = await Should.ThrowAsync<AnchorageException>(() => SignIn(user.Name, GrainHouse.Password));

        refused.Code.ShouldBe(ErrorCodes.TooManyAttempts);
        int.Parse(refused.Args["seconds"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(800, 900);
        (await house.Audit(user.PrincipalId, "auth.failed")).Length.ShouldBe(5);
    }

    [Fact]
    public async Task Another_address_and_another_account_stay_open()
    {
        Caller user = await house.NewUser();
        Caller other = await house.NewUser();
        await Fail(user.Name, 5);

        (await SignIn(user.Name, GrainHouse.Password, "192.0.2.2")).User.Id.ShouldBe(user.PrincipalId);
        (await SignIn(other.Name, GrainHouse.Password)).User.Id.ShouldBe(other.PrincipalId);
        (await Refusal(user.Name, GrainHouse.Password)).ShouldBe(ErrorCodes.TooManyAttempts);
    }

    [Fact]
    public async Task A_quarter_of_an_hour_after_the_first_failure_there_is_one_more_try()
    {
        Caller user = await house.NewUser();
        await Fail(user.Name, 1);
        house.Clock.Jump(TimeSpan.FromMinutes(10));
        await Fail(user.Name, 4);
        (await Refusal(user.Name, GrainHouse.Password)).ShouldBe(ErrorCodes.TooManyAttempts);

        house.Clock.Jump(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(30));

        (await Refusal(user.Name, "wrong")).ShouldBe(ErrorCodes.InvalidCredentials);
        (await Refusal(user.Name, GrainHouse.Password)).ShouldBe(ErrorCodes.TooManyAttempts);
        house.Clock.Jump(TimeSpan.FromMinutes(15));
        (await SignIn(user.Name, GrainHouse.Password)).User.Id.ShouldBe(user.PrincipalId);
    }

    [Fact]
    public async Task The_right_password_forgets_the_failures_before_it()
    {
        Caller user = await house.NewUser();
        await Fail(user.Name, 4);
        await SignIn(user.Name, GrainHouse.Password);
        await Fail(user.Name, 4);

        (await SignIn(user.Name, GrainHouse.Password)).User.Id.ShouldBe(user.PrincipalId);
    }

    /// <summary>Or the answer would tell which names exist.</summary>
    [Fact]
    public async Task A_name_that_nobody_has_closes_as_well()
    {
        string nobody = $"nobody{Guid.NewGuid():N}"[..30];
        await Fail(nobody, 5);

        (await Refusal(nobody, "anything")).ShouldBe(ErrorCodes.TooManyAttempts);
    }

    private async Task Fail(string login, int times)
    {
        for (int i = 0; i < times; i++)
        {
            (await Refusal(login, "wrong")).ShouldBe(ErrorCodes.InvalidCredentials);
        }
    }

    private Task<string> Refusal(string login, string password) => GrainHouse.Refusal(() => SignIn(login, password));

    private Task<SignedIn> SignIn(string login, string password, string address = Here) => house.Grains.GetGrain<ISignInGrain>(GrainKeys.SignIn(login, address))
        .SignIn(Caller.Anonymous(address), new SignInRequest(login, password, CredentialKind.Session, address, "tests", null, [], null));
}
