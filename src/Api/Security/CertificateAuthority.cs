using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Anchorage.Api.Security;

/// <summary>The installation's own authority: ECDSA P-256, ten years, kept in <c>ca.pem</c> and <c>ca.key</c> (0600); the key of the server's certificates lies beside it in <c>server.key</c>.</summary>
internal sealed class CertificateAuthority
{
    /// <summary>Life of a server certificate.</summary>
    public static readonly TimeSpan LeafLife = TimeSpan.FromDays(90);

    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3653);

    // Clocks of machines differ; a certificate that begins now is not valid yet on some.
    private static readonly TimeSpan Backdate = TimeSpan.FromHours(1);

    private readonly string _serverKey;

    private CertificateAuthority(X509Certificate2 certificate, string serverKey)
    {
        Certificate = certificate;
        _serverKey = serverKey;
    }

    /// <summary>The authority's certificate with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Fingerprint of a certificate's key: base64url SHA-256 of its SubjectPublicKeyInfo.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => Base64Url.EncodeToString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Loads the authority, or makes it at first start.</summary>
    /// <param name="folder">The folder of keys.</param>
    /// <param name="now">The time.</param>
    public static CertificateAuthority LoadOrCreate(string folder, DateTimeOffset now)
    {
        string certificateFile = Path.Combine(folder, "ca.pem");
        string keyFile = Path.Combine(folder, "ca.key");
        string serverKey = LoadOrCreateServerKey(Path.Combine(folder, "server.key"));
        if (File.Exists(certificateFile) && File.Exists(keyFile))
        {
            return new CertificateAuthority(X509Certificate2.CreateFromPemFile(certificateFile, keyFile), serverKey);
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        CertificateRequest request = new($"CN=Anchorage CA {id}, O=Anchorage", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        X509Certificate2 certificate = request.CreateSelfSigned(now - Backdate, now + AuthorityLife);

        // The key first: without the certificate both are made again, the other way round the certificate would be useless.
        PrivateFile.Replace(keyFile, key.ExportPkcs8PrivateKeyPem());
        PrivateFile.Replace(certificateFile, certificate.ExportCertificatePem());
        return new CertificateAuthority(certificate, serverKey);
    }

    /// <summary>Issues a server certificate for names and addresses.</summary>
    public X509Certificate2 Issue(IReadOnlyCollection<string> names, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(_serverKey);
        CertificateRequest request = new("CN=Anchorage", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder alternatives = new();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        DateTimeOffset last = new(Certificate.NotAfter);
        DateTimeOffset end = now + LeafLife < last ? now + LeafLife : last;
        using X509Certificate2 issued = request.Create(Certificate, now - Backdate, end, RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>One key for every certificate: the command line pins what it is shown, and that must outlive a restart and a renewal.</summary>
    private static string LoadOrCreateServerKey(string file)
    {
        if (!File.Exists(file))
        {
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.Replace(file, key.ExportPkcs8PrivateKeyPem());
        }

        return File.ReadAllText(file);
    }
}
