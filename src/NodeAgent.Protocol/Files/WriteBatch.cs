namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Write several files. Each comes as a text frame <see cref="BatchFile"/> and its bytes in binary frames; a text frame <c>{"type":"eof"}</c> ends them.</summary>
/// <param name="Atomic">True for all or none.</param>
/// <param name="ContinueOnError">Without <paramref name="Atomic"/>: true to go on after a file that failed.</param>
public sealed record WriteBatch(bool Atomic, bool ContinueOnError);
