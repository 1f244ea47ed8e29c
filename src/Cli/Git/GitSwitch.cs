namespace Anchorage.Cli.Git;

internal sealed record GitSwitch(string Repo, string Branch, bool Create, string? From);
