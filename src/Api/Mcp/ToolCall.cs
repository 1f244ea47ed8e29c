using Anchorage.Api.Mcp.Tools;

namespace Anchorage.Api.Mcp;

/// <summary>A tool at work: for whom, on what, and where it may say how far it is.</summary>
/// <param name="Caller">Whose rights count; carries the approved call.</param>
/// <param name="Instance">Id of the instance; empty for tools without one.</param>
/// <param name="Services">What tools reach the house with.</param>
/// <param name="Report">Tells the program how far the work is, 0 to 100, and what is done.</param>
/// <param name="Over">Cancelled when the program left, or may not any more.</param>
internal sealed record ToolCall(Caller Caller, string Instance, ToolServices Services, Func<float, string, Task> Report, CancellationToken Over)
{
    /// <summary>Where a tool between two instances takes from; null for every other one.</summary>
    internal ToolSource? Source { get; init; }
}
