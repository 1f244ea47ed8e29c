using System.ComponentModel.DataAnnotations;

namespace Anchorage.Api.Mcp;

/// <summary>Settings <c>Anchorage:Mcp</c> of the MCP server. Each process of the server counts for itself.</summary>
internal sealed class McpServerSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Anchorage:Mcp";

    /// <summary>Sessions of one user at a time, for protocols that have them, 1 to 1,000; 32 by default.</summary>
    [Range(1, 1_000, ErrorMessage = "Anchorage:Mcp:SessionsPerUser must be 1 to 1000.")]
    public int SessionsPerUser { get; set; } = 32;

    /// <summary>Calls of one user at a time, those that wait for a yes included, 1 to 1,000; 32 by default.</summary>
    [Range(1, 1_000, ErrorMessage = "Anchorage:Mcp:CallsPerUser must be 1 to 1000.")]
    public int CallsPerUser { get; set; } = 32;

    /// <summary>How long a session may be idle. Default: 30 minutes; 1 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Anchorage:Mcp:IdleTime must be 00:00:01 to 1.00:00:00.")]
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(30);
}
