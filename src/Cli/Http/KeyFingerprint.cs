using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Anchorage.Cli.Http;

/// <summary>SHA-256 of a certificate's public key (SubjectPublicKeyInfo), base64url without padding: it stays when a certificate is renewed with its key.</summary>
internal static class KeyFingerprint
{
    public static string Of(X509Certificate2 certificate) =>
        Base64Url.EncodeToString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Accepts the fingerprint with or without the prefix "sha256:".</summary>
    public static bool TryNormalize(string? text, [NotNullWhen(true)] out string? fingerprint)
    {
        fingerprint = text?.Trim();
        if (fingerprint is not null && fingerprint.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase))
        {
            fingerprint = fingerprint["sha256:".Length..];
        }

        fingerprint = fingerprint?.TrimEnd('=');
        if (fingerprint is { Length: 43 } && Base64Url.IsValid(fingerprint))
        {
            return true;
        }

        fingerprint = null;
        return false;
    }
}
