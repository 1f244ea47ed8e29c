namespace Anchorage.Cli.Shares;

/// <summary>The share that was saved; without one when it was taken back.</summary>
internal sealed record ShareAnswer(ShareInfo? Share);
