using System.Security.Cryptography;
using System.Text;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>Decisions about what an agent proves. Pure.</summary>
internal static class HelloCheck
{
    private const int MaxKeyBytes = 256;

    /// <summary>The newest version that both sides speak, or null.</summary>
    public static int? Negotiate(IReadOnlyList<int>? offered) =>
        offered?.Where(v => v is >= LinkLimits.OldestProtocolVersion and <= LinkLimits.ProtocolVersion).Select(v => (int?)v).Max();

    /// <summary>True for a node id as this product makes them; anything else never becomes a grain key.</summary>
    public static bool IsNodeId(string? id) => id is { Length: >= 1 and <= 64 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Whether a signature (IEEE P1363) belongs to the text and the key (SubjectPublicKeyInfo, base64).</summary>
    public static bool IsProven(string publicKey, string text, ReadOnlySpan<byte> signature)
    {
        using ECDsa? key = Open(publicKey);
        return key is not null && signature.Length == 64 && key.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256);
    }

    /// <summary>The same for a signature in base64.</summary>
    public static bool IsProven(string publicKey, string text, string? signature)
    {
        Span<byte> bytes = stackalloc byte[64];
        return signature is not null && Convert.TryFromBase64String(signature, bytes, out int length) && length == 64 && IsProven(publicKey, text, bytes);
    }

    /// <summary>True for the SubjectPublicKeyInfo of an ECDSA P-256 key, base64.</summary>
    public static bool IsPublicKey(string? publicKey)
    {
        using ECDsa? key = Open(publicKey);
        return key is not null;
    }

    private static ECDsa? Open(string? publicKey)
    {
        Span<byte> bytes = stackalloc byte[MaxKeyBytes];
        if (publicKey is null || !Convert.TryFromBase64String(publicKey, bytes, out int length))
        {
            return null;
        }

        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(bytes[..length], out int read);
            if (read == length && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                return key;
            }
        }
        catch (CryptographicException)
        {
            // Not a key.
        }

        key.Dispose();
        return null;
    }
}
