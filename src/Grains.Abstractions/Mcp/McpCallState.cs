namespace Anchorage.Grains.Abstractions.Mcp;

/// <summary>What became of a call that takes a yes.</summary>
public enum McpCallState
{
    /// <summary>Nobody has answered yet.</summary>
    Waiting,

    /// <summary>The owner said yes; it runs.</summary>
    Approved,

    /// <summary>The owner said no.</summary>
    Denied,

    /// <summary>Nobody answered in time.</summary>
    Expired,

    /// <summary>The program did not wait for the answer.</summary>
    Withdrawn,

    /// <summary>The server ended meanwhile.</summary>
    Interrupted,

    /// <summary>It was approved, ran, and is over.</summary>
    Done,

    /// <summary>It was approved, ran, and failed.</summary>
    Failed,
}
