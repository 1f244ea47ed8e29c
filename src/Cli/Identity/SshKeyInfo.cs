namespace Anchorage.Cli.Identity;

/// <summary>A registered SSH key; <paramref name="Synced"/> says whether all running instances of the user have it.</summary>
internal sealed record SshKeyInfo(string Id, string? Label, string? Type, string? PublicKey, string? Fingerprint, DateTimeOffset? CreatedAt, bool Synced);
