using Anchorage.Api.Security;

namespace Anchorage.Api.Nodes;

/// <summary>The line that is pasted on a machine to make it a node.</summary>
internal sealed class OnboardingLine(ServerCertificate certificate)
{
    /// <summary>The key with the pin of this server after a dot; without HTTPS there is nothing to pin.</summary>
    public string WithPin(string key) => certificate.Fingerprint is { } pin ? $"{key}.{pin}" : key;

    /// <summary>The line. Where the certificate is our own, curl checks the key that is pinned instead of an authority that it does not know.</summary>
    public string Command(HttpContext context, string key)
    {
        string server = $"{context.Request.Scheme}://{context.Request.Host}";
        string pin = context.Request.IsHttps && certificate is { Mode: HttpsMode.OwnCa, CurlPin: { } curl } ? $" -k --pinnedpubkey '{curl}'" : string.Empty;
        return $"curl -fsSL{pin} {server}/download/install.sh | sh -s -- --server {server} --key {key}";
    }
}
