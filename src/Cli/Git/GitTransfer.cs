namespace Anchorage.Cli.Git;

internal sealed record GitTransfer(string Repo, string? Remote, string? Branch, bool? Force);
