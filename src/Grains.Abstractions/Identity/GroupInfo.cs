using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>A group of users, with which instances can be shared.</summary>
/// <param name="Id">Its id; begins with <see cref="IdPrefix"/>, so that it is never the id of an account.</param>
/// <param name="Name">Unique, 3 to 50 characters; stays as it is.</param>
/// <param name="Description">What it is for; at most 200 characters.</param>
/// <param name="Members">Who is in it, by name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Etag">Changes with every change; for If-Match.</param>
[GenerateSerializer, Immutable, Alias("anchorage.GroupInfo")]
public sealed record GroupInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Description,
    [property: Id(3)] ImmutableArray<ObjectName> Members,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] string Etag)
{
    /// <summary>How ids of groups begin.</summary>
    public const string IdPrefix = "g-";

    /// <summary>True for the id of a group, false for that of an account.</summary>
    public static bool IsGroup(string id) => id.StartsWith(IdPrefix, StringComparison.Ordinal);
}
