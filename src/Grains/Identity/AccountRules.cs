using System.Text.RegularExpressions;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Identity;

/// <summary>What names, addresses and passwords may look like (inventory P2, K2).</summary>
public static partial class AccountRules
{
    /// <summary>Checks a user name and gives its normal form.</summary>
    public static string Username(string? value) =>
        value is not null && IsName(value)
            ? value.ToLowerInvariant()
            : throw Fail.Invalid("username", "must have 3 to 50 characters of a-z 0-9 . _ - and begin with a letter or digit");

    /// <summary>True for what may be the name of a user or a group.</summary>
    public static bool IsName(string value) => UsernamePattern().IsMatch(value);

    /// <summary>Checks an e-mail address and gives its normal form.</summary>
    public static string Email(string? value) =>
        value?.Trim() is { Length: >= 3 and <= 254 } text && EmailPattern().IsMatch(text)
            ? text.ToLowerInvariant()
            : throw Fail.Invalid("email", "must be an e-mail address of at most 254 characters");

    /// <summary>Checks a password.</summary>
    public static string Password(string? value, string field = "password") =>
        value is { Length: >= 8 and <= 128 } ? value : throw Fail.Invalid(field, "must have 8 to 128 characters");

    /// <summary>Checks a label of a key or token.</summary>
    public static string Label(string? value) =>
        value?.Trim() is { Length: >= 1 and <= 100 } text && !text.Any(char.IsControl)
            ? text
            : throw Fail.Invalid("label", "must have 1 to 100 characters without control characters");

    /// <summary>Checks an expiry.</summary>
    public static DateTimeOffset? Expiry(DateTimeOffset? value, DateTimeOffset now) =>
        value is null || value > now ? value : throw Fail.Invalid("expiresAt", "must lie in the future");

    /// <summary>The status of an account now: an expiry acts at its moment, before the scheduler notes it.</summary>
    public static UserStatus StatusAt(UserStatus stored, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        stored == UserStatus.Active && expiresAt <= now ? UserStatus.Expired : stored;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{2,49}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex UsernamePattern();

    [GeneratedRegex(@"^[^\s@<>""'(),:;\\\[\]\p{C}]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex EmailPattern();
}
