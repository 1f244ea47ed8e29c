using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Mcp;

/// <summary>What instances, the authoriser and the front door ask of a user's dealings by MCP (key <c>umcp:USER</c>).</summary>
[Alias("anchorage.IMcpSystemGrain")]
public interface IMcpSystemGrain : IGrainWithStringKey
{
    /// <summary>A call waits for the user's yes. Whoever made it must ask for the answer again and again, or it counts as withdrawn.</summary>
    /// <param name="call">The call, with its arguments; its times are set here.</param>
    /// <exception cref="Errors.AnchorageException"><c>mcp_call_limit</c>, <c>payload_too_large</c>.</exception>
    [Alias("Ask")]
    Task<McpCallInfo> Ask(McpCallInfo call);

    /// <summary>Waits some seconds for the answer; the call as it is then.</summary>
    /// <exception cref="Errors.AnchorageException"><c>mcp_call_not_found</c>.</exception>
    [AlwaysInterleave, Alias("Wait")]
    Task<McpCallInfo> Wait(string callId);

    /// <summary>Whether the user has approved this call of this token on this instance, and it still runs.</summary>
    [AlwaysInterleave, Alias("IsApproved")]
    Task<bool> IsApproved(string callId, string? credentialId, string? instanceId);

    /// <summary>The program did not wait, or the approved call is over.</summary>
    /// <param name="errorCode">Why it failed; null when it did not.</param>
    [Alias("End")]
    Task End(string callId, string? errorCode);

    /// <summary>A program of the user made a request.</summary>
    /// <param name="connection">As it presents itself; times and number of calls are kept here.</param>
    /// <param name="called">Whether it called a tool.</param>
    [OneWay, Alias("Seen")]
    Task Seen(McpConnection connection, bool called);

    /// <summary>A program of the user has gone.</summary>
    [OneWay, Alias("Gone")]
    Task Gone(string connectionId);
}
