namespace Anchorage.Cli.Git;

internal sealed record GitTransferred(bool Updated, string? Head, string? Remote, string? Branch);
