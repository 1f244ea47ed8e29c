namespace Anchorage.Cli.Git;

internal sealed record GitSwitched(string Branch);
