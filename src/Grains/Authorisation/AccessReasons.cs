using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Grains.Authorisation;

/// <summary>Decisions of the authoriser as sentences. It decides nothing.</summary>
public static class AccessReasons
{
    /// <summary>The sentence.</summary>
    /// <param name="user">Name of the account.</param>
    /// <param name="permission">What was asked.</param>
    /// <param name="instance">Name of the instance; null for none.</param>
    /// <param name="status">Status of the account.</param>
    /// <param name="verdict">What was decided.</param>
    /// <param name="shares">Shares about the instance; the one that decided first.</param>
    public static string Describe(string user, string permission, string? instance, UserStatus status, Verdict verdict, ImmutableArray<ExplainedShare> shares)
    {
        string what = instance ?? "this";
        return verdict.Rule switch
        {
            AccessRule.Superadmin => $"{user} is a superadmin, who may do everything.",
            AccessRule.Owner => $"{user} owns {what}.",
            AccessRule.SharedNode => "Everybody may see a node that is shared.",
            AccessRule.Everybody => "Every active account may do this.",
            AccessRule.Administrator => $"{user} is an administrator, who may do this with everything.",
            AccessRule.Share => $"{Share(shares[0])} gives it{Until(shares[0])}.",
            AccessRule.System => "Anchorage itself may do everything.",
            _ when status != UserStatus.Active => $"The account {user} is {status.ToString().ToLowerInvariant()}: it may do nothing until it is active again.",
            _ when instance is null => $"It takes a role that has {permission}; {user} has none, and shares do not give it.",
            _ => $"{user} does not own {what}, has no role for {permission}, and {Missing(permission, shares)}.",
        };
    }

    private static string Missing(string permission, ImmutableArray<ExplainedShare> shares)
    {
        string[] near = [.. shares.Where(static s => s.Gives).Select(s => $"{Share(s)} would give it, but {But(s)}")];
        return near.Length > 0 ? string.Join("; ", near)
            : shares.IsEmpty ? "nobody shares it with them"
            : $"no share names {permission}: its owner can add it";
    }

    private static string But(ExplainedShare share) => share.Effect switch
    {
        ShareEffect.Off => "is switched off",
        ShareEffect.Expired => $"ended at {Moment(share.ExpiresAt!.Value)}",
        ShareEffect.NotOwner => $"{share.Sharer.Name} does not own it any more",
        _ => $"the account {share.Sharer.Name} is not active",
    };

    private static string Share(ExplainedShare share) =>
        share.Group is { } group ? $"the share {share.ShareId} of {share.Sharer.Name} with the group {group.Name}" : $"the share {share.ShareId} of {share.Sharer.Name}";

    private static string Until(ExplainedShare share) => share.ExpiresAt is { } end ? $" until {Moment(end)}" : string.Empty;

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
