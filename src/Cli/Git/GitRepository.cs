namespace Anchorage.Cli.Git;

internal sealed record GitRepository(string Path, string? Branch, string? RemoteUrl, int ChangedFiles, int Ahead, int Behind, string? Error);
