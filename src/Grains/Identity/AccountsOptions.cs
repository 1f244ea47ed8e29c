using System.ComponentModel.DataAnnotations;

namespace Anchorage.Grains.Identity;

/// <summary>Settings <c>Anchorage:Accounts</c>.</summary>
public sealed class AccountsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Anchorage:Accounts";

    /// <summary>Whether people may make their own accounts. Default: true.</summary>
    public bool SignUp { get; set; } = true;

    /// <summary>Most instances of a new account (inventory U2: quota per user). Default: 5.</summary>
    [Range(0, 1000)]
    public int InstanceQuota { get; set; } = 5;

    /// <summary>Rounds of PBKDF2 for passwords. Default: 210,000.</summary>
    [Range(10_000, 10_000_000)]
    public int PasswordIterations { get; set; } = 210_000;

    /// <summary>Failures that close an account for an address (inventory P1). Default: 5.</summary>
    [Range(1, 1000)]
    public int FailuresAllowed { get; set; } = 5;

    /// <summary>Window of these failures (inventory P1). Default: 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FailureWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Life of a browser session without use (inventory S1). Default: 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan SessionLife { get; set; } = TimeSpan.FromDays(7);
}
