namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>A request on the control connection: <c>open</c>, <c>close</c> or <c>list</c>.</summary>
/// <param name="Id">Number that the answer repeats.</param>
/// <param name="Verb">What to do.</param>
/// <param name="Open">The terminal to open.</param>
/// <param name="TerminalId">The terminal to close.</param>
internal sealed record HostRequest(long Id, string Verb, OpenRequest? Open = null, string? TerminalId = null);
