namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A file for which something did not work.</summary>
/// <param name="Path">The file.</param>
/// <param name="Error">Why, as a sentence.</param>
public sealed record FailedFile(string Path, string Error);
