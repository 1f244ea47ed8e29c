namespace Anchorage.Api.Mcp;

/// <summary>Headers of Streamable HTTP.</summary>
internal static class McpHeaders
{
    /// <summary>Id of a session.</summary>
    public const string SessionId = "Mcp-Session-Id";

    /// <summary>Version of the protocol, a date.</summary>
    public const string ProtocolVersion = "MCP-Protocol-Version";

    /// <summary>The method of the body, for proxies.</summary>
    public const string Method = "Mcp-Method";

    /// <summary>The tool that is called, for proxies.</summary>
    public const string Name = "Mcp-Name";
}
