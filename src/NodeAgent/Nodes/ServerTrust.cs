using System.Buffers.Text;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Decides whether a certificate belongs to the server that the onboarding key named.</summary>
/// <remarks>
/// With a pin: the certificate's own key has that fingerprint, or it was issued by an authority whose key has it. Names are not compared then, since the
/// authority issues for one installation only. Without a pin the operating system's trust decides.
/// </remarks>
/// <param name="pin">Base64url SHA-256 of a SubjectPublicKeyInfo, or null.</param>
internal sealed class ServerTrust(string? pin)
{
    private X509Certificate2? _authority;

    /// <summary>The expected fingerprint.</summary>
    public string? Pin => pin;

    /// <summary>Why the last certificate was refused; null when it was not.</summary>
    public string? Problem { get; private set; }

    /// <summary>True when the pinned authority is known or none is needed.</summary>
    public bool IsComplete => pin is null || _authority is not null;

    /// <summary>Fingerprint of a certificate's key.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => Base64Url.EncodeToString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Takes the certificate of an authority if it is the pinned one.</summary>
    public bool OfferAuthority(string pem)
    {
        X509Certificate2 authority;
        try
        {
            authority = X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            return false;
        }

        if (Fingerprint(authority) != pin)
        {
            return false;
        }

        _authority = authority;
        return true;
    }

    /// <summary>The check, in the form of <see cref="RemoteCertificateValidationCallback"/>.</summary>
    public bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Problem = Refusal(certificate, chain, errors);
        return Problem is null;
    }

    private string? Refusal(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return "the server showed no certificate";
        }

        if (pin is null)
        {
            return errors == SslPolicyErrors.None ? null : $"its certificate is not valid here ({errors}); use an onboarding key that carries the server's fingerprint";
        }

        if (Fingerprint(leaf) == pin)
        {
            return null;
        }

        if (_authority is null)
        {
            return $"its key has the fingerprint {Fingerprint(leaf)}, expected was {pin}";
        }

        using X509Chain own = new();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(_authority);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        return own.Build(leaf)
            ? null
            : $"its certificate was not issued by the pinned authority ({string.Join(", ", own.ChainStatus.Select(s => s.Status))})";
    }
}
