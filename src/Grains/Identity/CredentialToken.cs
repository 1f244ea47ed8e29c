using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Identity;

/// <summary>The text that a client shows: <c>PREFIX_USER.CREDENTIAL.SECRET</c>. It names its user, so no index of secrets is needed; only the hash of the secret is stored.</summary>
/// <param name="Kind">Session or token.</param>
/// <param name="UserId">The account.</param>
/// <param name="CredentialId">The session or token.</param>
/// <param name="Secret">The secret.</param>
public sealed record CredentialToken(CredentialKind Kind, string UserId, string CredentialId, string Secret)
{
    /// <summary>Beginning of an API token.</summary>
    public const string TokenPrefix = "anc_";

    /// <summary>Beginning of the value of a session cookie.</summary>
    public const string SessionPrefix = "ans_";

    private const int MaxLength = 200;

    /// <summary>SHA-256 of a secret, base64. A secret has 256 random bits, so one round is enough.</summary>
    public static string Hash(string secret) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares a secret with a stored hash in constant time.</summary>
    public static bool Matches(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));

    /// <summary>Reads the text of a token or session.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CredentialToken? token)
    {
        token = null;
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }

        CredentialKind kind;
        if (text.StartsWith(TokenPrefix, StringComparison.Ordinal))
        {
            kind = CredentialKind.Token;
        }
        else if (text.StartsWith(SessionPrefix, StringComparison.Ordinal))
        {
            kind = CredentialKind.Session;
        }
        else
        {
            return false;
        }

        string[] parts = text[TokenPrefix.Length..].Split('.');
        if (parts.Length != 3 || Array.Exists(parts, p => p.Length == 0) || !IsId(parts[0]) || !IsId(parts[1]))
        {
            return false;
        }

        token = new CredentialToken(kind, parts[0], parts[1], parts[2]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(Kind == CredentialKind.Token ? TokenPrefix : SessionPrefix)}{UserId}.{CredentialId}.{Secret}";

    private static bool IsId(string text) => text.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789") < 0;
}
