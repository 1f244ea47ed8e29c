using System.Security.Cryptography;

namespace Anchorage.Grains.Nodes;

/// <summary>Public keys of agents.</summary>
internal static class PublicKeys
{
    /// <summary>Requires the SubjectPublicKeyInfo of an ECDSA P-256 key in base64.</summary>
    /// <exception cref="AnchorageException"><c>invalid_request</c>.</exception>
    public static void Check(string publicKey)
    {
        bool fits;
        try
        {
            using ECDsa key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            fits = key.KeySize == 256;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or ArgumentNullException)
        {
            fits = false;
        }

        if (!fits)
        {
            throw Fail.Invalid("publicKey", "must be the SubjectPublicKeyInfo of an ECDSA P-256 key in base64");
        }
    }
}
