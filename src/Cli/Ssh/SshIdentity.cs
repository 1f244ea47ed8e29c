using Anchorage.Cli.Identity;

namespace Anchorage.Cli.Ssh;

/// <summary>A key that this machine holds and the server knows.</summary>
/// <param name="File">The private key; null where it lives in an agent or on a token.</param>
/// <param name="Key">The registered public half.</param>
internal sealed record SshIdentity(string? File, SshKeyInfo Key);
