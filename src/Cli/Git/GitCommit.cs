namespace Anchorage.Cli.Git;

internal sealed record GitCommit(string Hash, string Message, string Author, DateTimeOffset Date);
