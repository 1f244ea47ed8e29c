using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

/// <summary>A group of users.</summary>
internal sealed record GroupInfo(string Id, string Name, string? Description, IReadOnlyList<ObjectRef> Members, string? Etag)
{
    public const string Path = "/api/groups";

    public static async Task<ApiAnswer<GroupInfo>> FindAsync(ApiClient api, string group, CancellationToken cancel) => Names.Pick(
        "group", Names.Check("group", group), await api.ListAsync(Path, int.MaxValue, ApiJson.Default.GroupInfo, cancel), static g => g.Id, static g => g.Name, "group_not_found");
}
