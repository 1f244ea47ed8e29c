namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A difference in git's unified form.</summary>
/// <param name="Text">The text; bytes that are no UTF-8 are replaced.</param>
/// <param name="Cut">True when it was longer than is sent.</param>
public sealed record DiffText(string Text, bool Cut);
