namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>How a link ended.</summary>
/// <param name="Code">A code of <see cref="Nodes.LinkCloseCodes"/>, or 1006 when the connection broke without a close frame.</param>
/// <param name="Reason">A word of <see cref="Nodes.LinkCloseReasons"/>, or text for the log.</param>
/// <param name="ByPeer">True when the other side closed.</param>
public sealed record LinkClosed(int Code, string Reason, bool ByPeer);
