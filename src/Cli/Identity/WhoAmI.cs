namespace Anchorage.Cli.Identity;

/// <summary>Answer of GET /api/auth/me.</summary>
internal sealed record WhoAmI(UserInfo User, CredentialInfo? Credential);
