using Anchorage.Cli.Http;

namespace Anchorage.Cli.Nodes;

/// <summary>Finds a node by id or name.</summary>
internal static class NodeLookup
{
    public static async Task<ApiAnswer<NodeInfo>> FindAsync(ApiClient api, string? text, CancellationToken cancel)
    {
        var name = Names.Check("node", text);
        var nodes = await api.ListAsync("/api/nodes", 100_000, ApiJson.Default.NodeInfo, cancel);
        return Names.Pick("node", name, nodes, n => n.Id, n => n.Name, "node_not_found");
    }

    public static string Path(NodeInfo node) => $"/api/nodes/{Uri.EscapeDataString(node.Id)}";
}
