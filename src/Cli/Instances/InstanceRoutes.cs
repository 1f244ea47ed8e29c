using Anchorage.Cli.Http;

namespace Anchorage.Cli.Instances;

/// <summary>Paths of /api/instances.</summary>
internal static class InstanceRoutes
{
    /// <summary>The path of an instance by id or by the name of one's own; the text is checked first.</summary>
    public static string Of(string? instance) => $"/api/instances/{Uri.EscapeDataString(Names.Check("instance", instance))}";

    public static Task<ApiAnswer<InstanceInfo>> GetAsync(ApiClient api, string? instance, CancellationToken cancel) =>
        api.GetAsync(Of(instance), ApiJson.Default.InstanceInfo, cancel);
}
