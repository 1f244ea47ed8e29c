using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Grains.Authorisation;

/// <summary>A decision of <see cref="AccessRules"/>.</summary>
/// <param name="Allowed">Whether it is permitted.</param>
/// <param name="Code">Why not: a code of the error registry; null when permitted.</param>
/// <param name="Rule">By which rule it is permitted; null when refused.</param>
/// <param name="Share">The share by which it is permitted; null when it is another rule.</param>
public readonly record struct Verdict(bool Allowed, string? Code, AccessRule? Rule = null, ShareGrant? Share = null)
{
    /// <summary>Permitted, whoever asks.</summary>
    public static readonly Verdict Permitted = By(AccessRule.System);

    /// <summary>Permitted by a rule.</summary>
    public static Verdict By(AccessRule rule, ShareGrant? share = null) => new(true, null, rule, share);

    /// <summary>Refused with a code.</summary>
    public static Verdict Refused(string code) => new(false, code);
}
