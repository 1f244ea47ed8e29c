namespace Anchorage.Cli.Identity;

/// <summary>Body of POST /api/users/me/ssh-keys.</summary>
internal sealed record SshKeyCreate(string Label, string PublicKey);
