using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Mcp;

/// <summary>A user's dealings by MCP (key <c>umcp:USER</c>): their programs, and the calls on their instances that take their yes.</summary>
[Alias("anchorage.IMcpGrain")]
public interface IMcpGrain : IGrainWithStringKey
{
    /// <summary>Programs that are connected as the user, newest first.</summary>
    [AlwaysInterleave, Alias("ListConnections")]
    Task<ImmutableArray<McpConnection>> ListConnections(Caller caller);

    /// <summary>Calls on the user's instances that took their yes, newest first; those that wait come with their arguments (<c>manage:mcp</c>).</summary>
    [AlwaysInterleave, Alias("ListCalls")]
    Task<ImmutableArray<McpCallInfo>> ListCalls(Caller caller);

    /// <summary>Answers a call (<c>manage:mcp</c> on its instance). The token that asked cannot answer.</summary>
    /// <exception cref="Errors.AnchorageException"><c>mcp_call_not_found</c>, <c>mcp_call_ended</c>, <c>forbidden</c>.</exception>
    [Alias("Decide")]
    Task<McpCallInfo> Decide(Caller caller, string callId, bool approve);
}
