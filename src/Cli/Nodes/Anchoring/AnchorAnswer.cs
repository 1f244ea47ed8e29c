namespace Anchorage.Cli.Nodes.Anchoring;

internal sealed record AnchorAnswer(string SiteAuthToken, int Expires);
