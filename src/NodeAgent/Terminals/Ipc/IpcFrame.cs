namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>One frame between agent and host.</summary>
/// <param name="Payload">The payload, valid until the decoder takes more bytes.</param>
/// <param name="IsText">True for JSON.</param>
internal readonly record struct IpcFrame(ReadOnlyMemory<byte> Payload, bool IsText);
