namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>A text frame of docs/protocol/exec.md.</summary>
/// <param name="Type"><c>eof</c> and <c>signal</c> to the agent, <c>exit</c> from it.</param>
/// <param name="Name">With signal: <c>INT</c>, <c>TERM</c>, <c>HUP</c> or <c>QUIT</c>.</param>
/// <param name="Code">With exit: the exit code.</param>
public sealed record CommandMessage(string Type, string? Name = null, int? Code = null);
