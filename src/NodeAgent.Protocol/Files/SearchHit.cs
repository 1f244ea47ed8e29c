namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Something that was looked for.</summary>
/// <param name="Path">Where, as <see cref="PathText"/>.</param>
/// <param name="Kind"><c>file</c>, <c>folder</c>, <c>link</c> or <c>other</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">Last change of the content.</param>
/// <param name="Line">Number of the line, from 1; null for a name.</param>
/// <param name="Column">Where it begins in the line, in characters from 1.</param>
/// <param name="Text">The line, or the part of it around the hit.</param>
/// <param name="At">Where the hit begins in <paramref name="Text"/>, in characters from 0.</param>
/// <param name="Length">Its length in characters, as far as it is in <paramref name="Text"/>.</param>
public sealed record SearchHit(
    string Path, string Kind, long Size, DateTimeOffset ModifiedAt, int? Line = null, int? Column = null, string? Text = null, int? At = null, int? Length = null);
