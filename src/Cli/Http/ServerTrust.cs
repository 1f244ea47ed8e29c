using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Http;

/// <summary>
/// Decides whether a server is the right one. Without a pin the system's authorities decide. With a pin only the pinned key counts:
/// the server's own, or that of an authority from which the certificate must then really descend, for the right name.
/// </summary>
/// <param name="pin">As <see cref="KeyFingerprint"/>; null without.</param>
/// <param name="authority">The pinned authority's certificate, PEM, where it is known already.</param>
internal sealed class ServerTrust(string? pin, string? authority = null)
{
    private X509Certificate2? _authority = authority is null ? null : Pinned(authority, pin);

    /// <summary>What the server showed last; null before the first TLS connection.</summary>
    public ServerIdentity? Seen { get; private set; }

    /// <summary>Why the last connection was refused; null if it was not.</summary>
    public CliException? Refusal { get; private set; }

    /// <summary>The pinned authority's certificate, PEM; null while it is not known or where the server's own key is pinned.</summary>
    public string? AuthorityPem => _authority?.ExportCertificatePem();

    /// <summary>True when the last connection was refused for lack of a certificate that has the pinned key.</summary>
    public bool LacksAuthority => _authority is null && Refusal?.Code == "ssl_pin_mismatch";

    /// <summary>Takes the certificate of an authority if it is the pinned one.</summary>
    public bool OfferAuthority(string pem) => (_authority = Pinned(pem, pin)) is not null;

    /// <summary>The callback of the TLS handshake.</summary>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Refusal = null;
        if (certificate is not X509Certificate2 leaf)
        {
            Refusal = new CliException("ssl_untrusted", "The server showed no certificate.", null, ExitCodes.Network);
            return false;
        }

        var sent = Sent(chain);
        var root = sent.FirstOrDefault(IsRoot);
        var shown = root ?? leaf;
        Seen = new ServerIdentity(KeyFingerprint.Of(shown), shown.Subject, root is not null);
        if (pin is null)
        {
            Refusal = errors == SslPolicyErrors.None ? null : Untrusted(errors);
        }
        else if (KeyFingerprint.Of(leaf) != pin)
        {
            var pinned = sent.FirstOrDefault(c => KeyFingerprint.Of(c) == pin) ?? _authority;
            Refusal = pinned is null ? Changed() : Descends(leaf, pinned, sent, errors) ? null : Untrusted(errors);
        }

        return Refusal is null;
    }

    private static X509Certificate2? Pinned(string pem, string? pin)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPem(pem);
            return KeyFingerprint.Of(certificate) == pin ? certificate : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static X509Certificate2[] Sent(X509Chain? chain) =>
        chain is null ? [] : [.. chain.ChainElements.Select(e => e.Certificate).Concat(chain.ChainPolicy.ExtraStore)];

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) &&
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority);

    private static bool Descends(X509Certificate2 leaf, X509Certificate2 authority, X509Certificate2[] sent, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(leaf);
    }

    private CliException Untrusted(SslPolicyErrors errors)
    {
        var why = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? "its certificate is for another name"
            : "no trusted authority has signed its certificate";
        return new CliException(
            "ssl_untrusted",
            $"The server is not trusted: {why}. It shows {Seen!.Subject} with the key fingerprint {Seen.Fingerprint}.",
            $"Compare the fingerprint with what the server's administrator says, then: anchorage login URL --fingerprint {Seen.Fingerprint}",
            ExitCodes.Network);
    }

    private CliException Changed() => new(
        "ssl_pin_mismatch",
        $"The server's key has changed: expected {pin}, it shows {Seen!.Fingerprint}. Somebody may be in between; nothing secret was sent.",
        $"If the administrator confirms the change: anchorage login URL --fingerprint {Seen.Fingerprint}",
        ExitCodes.Network);
}
