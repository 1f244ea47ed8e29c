namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>What programs that come by MCP may do with an instance, beside the rights of their user and the scopes of their token.</summary>
public enum McpPolicy
{
    /// <summary>Nothing: its owner has not let them in.</summary>
    Refused,

    /// <summary>Everything, after its owner said yes to the call.</summary>
    AskAlways,

    /// <summary>They read freely; what changes something takes a yes of its owner.</summary>
    AskWrites,

    /// <summary>Everything, without asking.</summary>
    Free,
}
