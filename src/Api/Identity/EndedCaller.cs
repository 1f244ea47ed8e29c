namespace Anchorage.Api.Identity;

/// <summary>Marks a request whose credential was right, but has ended, or whose account is disabled or expired.</summary>
internal sealed record EndedCaller;
