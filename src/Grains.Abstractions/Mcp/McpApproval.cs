namespace Anchorage.Grains.Abstractions.Mcp;

/// <summary>Which calls of programs on an instance wait until its owner says yes.</summary>
public enum McpApproval
{
    /// <summary>Those that change something. The default.</summary>
    Writes,

    /// <summary>None.</summary>
    Off,

    /// <summary>Every one.</summary>
    All,
}
