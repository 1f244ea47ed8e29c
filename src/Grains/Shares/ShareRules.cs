using System.Collections.Frozen;
using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Grains.Shares;

/// <summary>What a share may say.</summary>
public static class ShareRules
{
    private const int DescriptionLength = 200;

    /// <summary>Permissions on an instance that can be given away. To share on is not among them.</summary>
    public static readonly ImmutableSortedSet<string> Shareable =
    [
        Permissions.ReadInstance, Permissions.ManageInstance, Permissions.ControlInstance, Permissions.CommandInstance, Permissions.ExecInstance, Permissions.RootInstance,
        Permissions.SshInstance, Permissions.ForwardInstance, Permissions.ReadLogs, Permissions.BrowseFiles, Permissions.ReadFiles, Permissions.WriteFiles,
        Permissions.ReadGit, Permissions.WriteGit,
    ];

    // System D knows two names: who may read browses and compares, and a colleague with command may restart, look at the log and change files (inventory D7, D21).
    private static readonly FrozenDictionary<string, string[]> Implied = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [Permissions.ReadInstance] = [Permissions.BrowseFiles],
        [Permissions.CommandInstance] = [Permissions.ControlInstance, Permissions.ReadLogs, Permissions.BrowseFiles, Permissions.ReadFiles, Permissions.WriteFiles],
        [Permissions.RootInstance] =
        [
            Permissions.CommandInstance, Permissions.ExecInstance, Permissions.ControlInstance, Permissions.ReadLogs, Permissions.BrowseFiles, Permissions.ReadFiles, Permissions.WriteFiles,
        ],
        [Permissions.ManageInstance] = [Permissions.ControlInstance],
        [Permissions.ReadFiles] = [Permissions.BrowseFiles],
        [Permissions.WriteFiles] = [Permissions.BrowseFiles, Permissions.ReadFiles],
        [Permissions.WriteGit] = [Permissions.ReadGit],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>True when a grant that covers an instance gives a permission on it. Whoever may do anything with an instance may see it.</summary>
    public static bool Gives(ShareGrant grant, string permission) =>
        Shareable.Contains(permission)
        && (grant.Permissions is not { } listed || permission == Permissions.ReadInstance
            || listed.Contains(permission) || listed.Any(p => Implied.GetValueOrDefault(p, []).Contains(permission)));

    /// <summary>What two forms of one share both give; at most, for names that imply others are compared as they stand.</summary>
    public static ShareGrant Common(ShareGrant one, ShareGrant other) => one with
    {
        Permissions = one.Permissions is { } left && other.Permissions is { } right ? [.. left.Intersect(right, StringComparer.Ordinal)] : one.Permissions ?? other.Permissions,
        ExpiresAt = one.ExpiresAt is { } first && other.ExpiresAt is { } second ? (first < second ? first : second) : one.ExpiresAt ?? other.ExpiresAt,
        Enabled = one.Enabled && other.Enabled,
    };

    /// <summary>The list of permissions as it is kept.</summary>
    public static ImmutableArray<string>? Listed(ImmutableArray<string>? wished)
    {
        if (wished is not { IsDefault: false } names)
        {
            return null;
        }

        if (names.IsEmpty)
        {
            throw Fail.Invalid("permissions", "must name at least one permission; leave it out for all that the owner has");
        }

        return names.FirstOrDefault(n => !Shareable.Contains(n)) is { } unknown
            ? throw Fail.Invalid("permissions", $"has the unknown name \"{unknown}\"; known are {string.Join(", ", Shareable)}")
            : [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The end of a share.</summary>
    public static DateTimeOffset? Expiry(DateTimeOffset? wished, DateTimeOffset now) =>
        wished is { } end && end <= now ? throw Fail.Invalid("expiresAt", "must lie in the future") : wished;

    /// <summary>What the sharer says about it.</summary>
    public static string Description(string? wished)
    {
        string text = wished?.Trim() ?? string.Empty;
        return text.Length > DescriptionLength || text.Any(char.IsControl)
            ? throw Fail.Invalid("description", $"must be at most {DescriptionLength} characters without line breaks")
            : text;
    }
}
