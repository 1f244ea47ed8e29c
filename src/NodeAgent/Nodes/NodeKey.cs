using System.Security.Cryptography;
using System.Text;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>The node's ECDSA P-256 key as text, and what it signs.</summary>
internal static class NodeKey
{
    /// <summary>Makes a key: PKCS #8, base64.</summary>
    public static string Create()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }

    /// <summary>SubjectPublicKeyInfo, base64.</summary>
    public static string PublicKey(string privateKey)
    {
        using ECDsa key = Open(privateKey);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Signature over a text in UTF-8: IEEE P1363, base64.</summary>
    public static string Sign(string privateKey, string text)
    {
        using ECDsa key = Open(privateKey);
        return Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));
    }

    private static ECDsa Open(string privateKey)
    {
        ECDsa key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(privateKey), out _);
        return key;
    }
}
