using System.Net;

namespace Anchorage.Api.Security;

/// <summary>Section <c>Anchorage:Https</c>.</summary>
public sealed class HttpsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Anchorage:Https";

    /// <summary><c>auto</c> (default), <c>off</c>, <c>certificate</c> or <c>own-ca</c>.</summary>
    public string Mode { get; init; } = "auto";

    /// <summary>Addresses to listen on: <c>IP:PORT</c>, <c>[IPv6]:PORT</c> or <c>unix:/PATH</c>. Default <c>127.0.0.1:7070</c>.</summary>
    public IList<string> Listen { get; init; } = [];

    /// <summary>For mode <c>certificate</c>: a PEM file with the chain, or a PFX file.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The private key in PEM when it is not in <see cref="CertificatePath"/>.</summary>
    public string? KeyPath { get; init; }

    /// <summary>File that holds the password of a PFX file.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Further host names and addresses for the certificate of mode <c>own-ca</c>.</summary>
    public IList<string> Names { get; init; } = [];

    /// <summary>Addresses of proxies whose <c>X-Forwarded-*</c> headers are believed; everybody else's are ignored.</summary>
    public IList<string> KnownProxies { get; init; } = [];

    /// <summary>The listeners, parsed.</summary>
    /// <exception cref="InvalidOperationException">An entry cannot be read; the text names the setting.</exception>
    internal IReadOnlyList<EndPoint> EndPoints() =>
        Listen.Count == 0 ? [new IPEndPoint(IPAddress.Loopback, 7070)] : [.. Listen.Select(ParseEndPoint)];

    /// <summary>The proxies, parsed.</summary>
    /// <exception cref="InvalidOperationException">An entry cannot be read.</exception>
    internal IReadOnlyList<IPAddress> Proxies() => [.. KnownProxies.Select(text => IPAddress.TryParse(text, out IPAddress? address)
        ? address
        : throw new InvalidOperationException($"{Section}:KnownProxies: '{text}' is not an IP address."))];

    /// <summary>The mode that results, with all rules checked.</summary>
    /// <exception cref="InvalidOperationException">The settings contradict each other or would serve plain HTTP to other machines; the text names the setting.</exception>
    internal HttpsMode Resolve()
    {
        HttpsMode mode = Mode switch
        {
            "auto" => HttpsMode.Auto,
            "off" => HttpsMode.Off,
            "certificate" => HttpsMode.Certificate,
            "own-ca" => HttpsMode.OwnCa,
            _ => throw new InvalidOperationException($"{Section}:Mode: '{Mode}' is not allowed. Allowed: auto, off, certificate, own-ca."),
        };
        string? open = Listen.Zip(EndPoints()).FirstOrDefault(e => e.Second is IPEndPoint ip && !IPAddress.IsLoopback(ip.Address)).First;
        if (mode == HttpsMode.Off && open is not null && Proxies().Count == 0)
        {
            throw new InvalidOperationException(
                $"{Section}:Mode is off, but {Section}:Listen has {open}, which other machines can reach: passwords would travel unprotected. "
                + $"Set {Section}:Mode to own-ca or certificate, listen on 127.0.0.1 only, or name the proxy in front in {Section}:KnownProxies.");
        }

        if (mode == HttpsMode.Certificate && string.IsNullOrEmpty(CertificatePath))
        {
            throw new InvalidOperationException($"{Section}:CertificatePath is missing; {Section}:Mode is certificate.");
        }

        return mode != HttpsMode.Auto ? mode
            : CertificatePath is not null ? HttpsMode.Certificate
            : open is not null ? HttpsMode.OwnCa
            : HttpsMode.Off;
    }

    private static EndPoint ParseEndPoint(string text)
    {
        if (text.StartsWith("unix:/", StringComparison.Ordinal))
        {
            return new System.Net.Sockets.UnixDomainSocketEndPoint(text["unix:".Length..]);
        }

        return IPEndPoint.TryParse(text, out IPEndPoint? endPoint) && text.EndsWith($":{endPoint.Port}", StringComparison.Ordinal)
            ? endPoint
            : throw new InvalidOperationException($"{Section}:Listen: '{text}' is not an address. Allowed: 127.0.0.1:7070, 0.0.0.0:443, [::]:443, unix:/run/anchorage/agent.sock.");
    }
}
