using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Identity;

namespace Anchorage.Grains.Tests.Identity;

public sealed class AccountRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ann", "ann")]
    [InlineData("Ann.Lee_1-x", "ann.lee_1-x")]
    [InlineData("0ab", "0ab")]
    public void A_user_name_is_taken_in_lower_case(string given, string taken) => AccountRules.Username(given).ShouldBe(taken);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("-ann")]
    [InlineData("an n")]
    [InlineData("ann\n")]
    [InlineData("änn")]
    [InlineData("ann/bob")]
    public void A_user_name_is_refused(string? given) => Refused(() => AccountRules.Username(given), "username");

    [Fact]
    public void A_user_name_has_at_most_50_characters()
    {
        AccountRules.Username(new string('a', 50)).Length.ShouldBe(50);
        Refused(() => AccountRules.Username(new string('a', 51)), "username");
    }

    [Theory]
    [InlineData(" Ann@Example.org ", "ann@example.org")]
    [InlineData("a@b", "a@b")]
    public void An_address_is_taken(string given, string taken) => AccountRules.Email(given).ShouldBe(taken);

    [Theory]
    [InlineData(null)]
    [InlineData("ann")]
    [InlineData("@example.org")]
    [InlineData("ann@")]
    [InlineData("ann@exa mple.org")]
    [InlineData("ann@b@c")]
    [InlineData("ann<x>@example.org")]
    [InlineData("ann@example.org\r\nBcc: all")]
    public void An_address_is_refused(string? given) => Refused(() => AccountRules.Email(given), "email");

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void A_password_has_8_to_128_characters(int length, bool taken)
    {
        if (taken)
        {
            AccountRules.Password(new string('x', length)).Length.ShouldBe(length);
        }
        else
        {
            Refused(() => AccountRules.Password(new string('x', length)), "password");
        }
    }

    [Fact]
    public void An_expiry_lies_in_the_future()
    {
        AccountRules.Expiry(null, Now).ShouldBeNull();
        AccountRules.Expiry(Now.AddTicks(1), Now).ShouldBe(Now.AddTicks(1));
        Refused(() => AccountRules.Expiry(Now, Now), "expiresAt");
    }

    [Theory]
    [InlineData(UserStatus.Active, -1, UserStatus.Expired)]
    [InlineData(UserStatus.Active, 0, UserStatus.Expired)]
    [InlineData(UserStatus.Active, 1, UserStatus.Active)]
    [InlineData(UserStatus.Disabled, -1, UserStatus.Disabled)]
    [InlineData(UserStatus.Deleting, -1, UserStatus.Deleting)]
    public void An_expiry_acts_at_its_moment(UserStatus stored, int seconds, UserStatus status) =>
        AccountRules.StatusAt(stored, Now.AddSeconds(seconds), Now).ShouldBe(status);

    [Theory]
    [InlineData("  laptop ", "laptop")]
    public void A_label_is_trimmed(string given, string taken) => AccountRules.Label(given).ShouldBe(taken);

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("a\u0007b")]
    public void A_label_is_refused(string? given) => Refused(() => AccountRules.Label(given), "label");

    private static void Refused<T>(Func<T> act, string field)
    {
        AnchorageException refusal = Should.Throw<AnchorageException>(() => { act(); });
        refusal.Code.ShouldBe(ErrorCodes.InvalidRequest);
        refusal.Args["field"].ShouldBe(field);
    }
}
