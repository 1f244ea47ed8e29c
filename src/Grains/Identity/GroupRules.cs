using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Identity;

/// <summary>What groups of users may look like.</summary>
public static class GroupRules
{
    /// <summary>Most groups. Every account reads what is shared with each of its groups, once a second while it is in use.</summary>
    public const int Limit = 100;

    /// <summary>Most people in one group.</summary>
    public const int MemberLimit = 200;

    private const int DescriptionLength = 200;

    /// <summary>Checks a name and gives its normal form.</summary>
    public static string Name(string? value) =>
        value is not null && !GroupInfo.IsGroup(value) && AccountRules.IsName(value)
            ? value.ToLowerInvariant()
            : throw Fail.Invalid("name", "must have 3 to 50 characters of a-z 0-9 . _ - and begin with a letter or digit, but not with g-");

    /// <summary>Checks what a group is for.</summary>
    public static string Description(string? value)
    {
        string text = value?.Trim() ?? string.Empty;
        return text.Length > DescriptionLength || text.Any(char.IsControl)
            ? throw Fail.Invalid("description", $"must be at most {DescriptionLength} characters without line breaks")
            : text;
    }

    /// <summary>Who is in it after a change, by name.</summary>
    public static ImmutableArray<ObjectName> Members(IEnumerable<ObjectName> now, IEnumerable<ObjectName> joining, IEnumerable<string> leaving)
    {
        HashSet<string> gone = new(leaving, StringComparer.Ordinal);
        ImmutableArray<ObjectName> members =
            [.. now.Concat(joining).DistinctBy(static m => m.Id).Where(m => !gone.Contains(m.Id)).OrderBy(static m => m.Name, StringComparer.Ordinal)];
        return members.Length > MemberLimit ? throw TooMany(MemberLimit, "people in this group") : members;
    }

    /// <summary>A limit is reached.</summary>
    public static AnchorageException TooMany(int limit, string things) =>
        new(ErrorCodes.GroupLimit, ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("things", things));
}
