namespace Anchorage.Api.Identity;

/// <summary>Marks a request whose credential was right, but has ended, or whose account is disabled or expired.</summary>
/// <param name="Code">Why, as the registry of errors names it.</param>
internal sealed record EndedCaller(string Code);
