using System.ComponentModel.DataAnnotations;

namespace Anchorage.Grains.Mcp;

/// <summary>Settings <c>Anchorage:Mcp</c> of calls that wait for a person.</summary>
public sealed class McpOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Anchorage:Mcp";

    /// <summary>How long a call waits for its yes. Default: 5 minutes; 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Anchorage:Mcp:ApprovalTime must be 00:00:01 to 01:00:00.")]
    public TimeSpan ApprovalTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many calls may wait for one person. Default: 20; 1 to 200.</summary>
    [Range(1, 200, ErrorMessage = "Anchorage:Mcp:MaxWaiting must be 1 to 200.")]
    public int MaxWaiting { get; set; } = 20;
}
