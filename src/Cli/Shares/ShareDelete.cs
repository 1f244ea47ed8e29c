namespace Anchorage.Cli.Shares;

/// <summary>Body of POST /api/cloud/shares/delete.</summary>
internal sealed record ShareDelete(string Id);
