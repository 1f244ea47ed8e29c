namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Send a folder, or some of what is in it, as one archive.</summary>
/// <param name="Path">The folder; null for the home folder.</param>
/// <param name="Names">Names in the folder, which become the top of the archive; null for the folder itself, under its name.</param>
/// <param name="Format"><c>tar</c>, <c>tar.gz</c> or <c>zip</c>.</param>
public sealed record PackTree(string? Path, IReadOnlyList<string>? Names, string Format);
