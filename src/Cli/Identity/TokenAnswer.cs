namespace Anchorage.Cli.Identity;

/// <summary>A new token, readable this once.</summary>
internal sealed record TokenAnswer(string Token, ApiToken ApiToken);
