namespace Anchorage.Cli.Configuration;

/// <summary>One stored server.</summary>
/// <param name="Server">Its URL, http or https, without a path.</param>
/// <param name="Username">Who is signed in.</param>
/// <param name="Token">The API token (anc_...); null after logout.</param>
/// <param name="TokenId">The id of the token, needed to revoke it.</param>
/// <param name="Fingerprint">SHA-256 of the trusted public key, base64url; null where the system's certificate authorities decide.</param>
/// <param name="Authority">The certificate, PEM, of the authority whose key is trusted; null where the server's own key is.</param>
internal sealed record ServerProfile(string Server, string? Username, string? Token, string? TokenId, string? Fingerprint, string? Authority = null);
