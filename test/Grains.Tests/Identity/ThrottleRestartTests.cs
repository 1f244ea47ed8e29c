using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Tests.House;

namespace Anchorage.Grains.Tests.Identity;

/// <summary>What was counted outlives the process. In a house of its own: Orleans measures the age of idle grains with the system's clock, and a silo that starts while a test has moved its own clock far ahead refuses them.</summary>
public sealed class ThrottleRestartTests(GrainHouse house) : IClassFixture<GrainHouse>
{
    private const string Here = "192.0.2.1";

    [Fact]
    public async Task A_restart_of_the_server_does_not_open_the_door()
    {
        Caller user = await house.NewUser();
        for (int i = 0; i < 5; i++)
        {
            (await Refusal(user.Name, "wrong")).ShouldBe(ErrorCodes.InvalidCredentials);
        }

        await house.Restart();

        (await Refusal(user.Name, GrainHouse.Password)).ShouldBe(ErrorCodes.TooManyAttempts);
    }

    private Task<string> Refusal(string login, string password) => GrainHouse.Refusal(() => house.Grains.GetGrain<ISignInGrain>(GrainKeys.SignIn(login, Here))
        .SignIn(Caller.Anonymous(Here), new SignInRequest(login, password, CredentialKind.Session, Here, "tests", null, [], null)));
}
