namespace Anchorage.Cli.Git;

internal sealed record GitDiff(string Text, bool Cut);
