using System.Text.Json;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Shares;

/// <summary>The shares that one made and was given.</summary>
internal sealed record ShareList(IReadOnlyList<JsonElement> Shares)
{
    public const string Save = "/api/cloud/shares/save";
    public const string Delete = "/api/cloud/shares/delete";

    public static async Task<IReadOnlyList<ApiAnswer<ShareInfo>>> ReadAsync(ApiClient api, CancellationToken cancel)
    {
        var answer = await api.GetAsync("/api/cloud/shares/list", ApiJson.Default.ShareList, cancel);
        return [.. answer.Value.Shares.Select(s => new ApiAnswer<ShareInfo>(s.Deserialize(ApiJson.Default.ShareInfo)!, s))];
    }
}
