using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Security;

/// <summary>The certificate that the server shows now. Renewed at 60 % of its life, or read again when its file changes, without a restart.</summary>
public sealed partial class ServerCertificate : BackgroundService
{
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromSeconds(10);
    private const double RenewAt = 0.6;

    private readonly HttpsOptions _options;
    private readonly HttpsMode _mode;
    private readonly TimeProvider _time;
    private readonly ILogger<ServerCertificate> _logger;
    private readonly CertificateAuthority? _authority;
    private volatile X509Certificate2? _current;
    private DateTime _read;

    /// <summary>Makes or loads the certificate; the folder of keys is used in mode <c>own-ca</c> only.</summary>
    /// <exception cref="InvalidOperationException">The given certificate cannot be used; the text names the setting.</exception>
    public ServerCertificate(HttpsOptions options, string keyFolder, TimeProvider time, ILogger<ServerCertificate> logger)
    {
        _options = options;
        _mode = options.Resolve();
        _time = time;
        _logger = logger;
        if (_mode == HttpsMode.OwnCa)
        {
            _authority = CertificateAuthority.LoadOrCreate(keyFolder, time.GetUtcNow());
            _current = _authority.Issue(Names(), time.GetUtcNow());
            AuthorityPem = _authority.Certificate.ExportCertificatePem();
            Fingerprint = CertificateAuthority.Fingerprint(_authority.Certificate);
        }
        else if (_mode == HttpsMode.Certificate)
        {
            _current = Load();
            Fingerprint = CertificateAuthority.Fingerprint(_current);
        }
    }

    /// <summary>The mode in force.</summary>
    public HttpsMode Mode => _mode;

    /// <summary>What onboarding keys carry after the dot: base64url SHA-256 of the authority's key, or of the given certificate's; null without HTTPS.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>For <c>curl --pinnedpubkey</c>: <c>sha256//BASE64</c> of the key that is shown now; null without HTTPS.</summary>
    public string? CurlPin => _current is { } shown ? "sha256//" + Convert.ToBase64String(SHA256.HashData(shown.PublicKey.ExportSubjectPublicKeyInfo())) : null;

    /// <summary>The own authority's certificate; null in the other modes.</summary>
    public string? AuthorityPem { get; }

    /// <summary>The certificate for a handshake; null without HTTPS.</summary>
    public X509Certificate2? Current => _current;

    /// <summary>Looks whether the certificate must be replaced. A new one that cannot be used is logged and the old one stays.</summary>
    public void Refresh()
    {
        try
        {
            if (_mode == HttpsMode.OwnCa && IsWorn(_current!))
            {
                _current = _authority!.Issue(Names(), _time.GetUtcNow());
                LogRenewed(_current.NotAfter);
            }
            else if (_mode == HttpsMode.Certificate && LastChange() != _read)
            {
                _current = Load();
                Fingerprint = CertificateAuthority.Fingerprint(_current);
                LogRenewed(_current.NotAfter);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or CryptographicException)
        {
            LogNotRenewed(e.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(CheckPeriod, _time);
        while (_mode is HttpsMode.OwnCa or HttpsMode.Certificate && await timer.WaitForNextTickAsync(stoppingToken))
        {
            Refresh();
        }
    }

    private bool IsWorn(X509Certificate2 certificate)
    {
        DateTime now = _time.GetUtcNow().LocalDateTime;
        return now > certificate.NotBefore + ((certificate.NotAfter - certificate.NotBefore) * RenewAt);
    }

    /// <summary>Every name under which somebody may reach this machine.</summary>
    private List<string> Names()
    {
        List<string> addresses = NetworkCards.Read(cards => cards
            .SelectMany(n => n.GetIPProperties().UnicastAddresses)
            .Where(a => !a.Address.IsIPv6LinkLocal)
            .Select(a => a.Address.ToString())
            .ToList());
        return [.. _options.Names.Concat(["localhost", Environment.MachineName.ToLowerInvariant(), "127.0.0.1", "::1"]).Concat(addresses).Distinct().Take(100)];
    }

    private DateTime LastChange() => new[] { _options.CertificatePath, _options.KeyPath }.OfType<string>().Max(File.GetLastWriteTimeUtc);

    private X509Certificate2 Load()
    {
        _read = LastChange();
        string path = _options.CertificatePath!;
        try
        {
            string? password = _options.PasswordFile is { } file ? File.ReadAllText(file).Trim() : null;
            X509Certificate2 certificate = Path.GetExtension(path) is ".pfx" or ".p12"
                ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
                : X509Certificate2.CreateFromPemFile(path, _options.KeyPath ?? path);
            return certificate.HasPrivateKey ? certificate : throw new CryptographicException("it has no private key");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{HttpsOptions.Section}:CertificatePath: {path} cannot be used: {e.Message}", e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The server certificate was replaced; valid until {NotAfter:u}")]
    private partial void LogRenewed(DateTime notAfter);

    [LoggerMessage(Level = LogLevel.Error, Message = "The server certificate could not be replaced, the former one stays: {Problem}")]
    private partial void LogNotRenewed(string problem);
}
