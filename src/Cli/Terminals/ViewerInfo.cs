namespace Anchorage.Cli.Terminals;

/// <summary>Somebody who is attached.</summary>
internal sealed record ViewerInfo(string Id, string? UserId, string? Name, string? Role, DateTimeOffset? Since);
