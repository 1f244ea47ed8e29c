using System.Net;

namespace Anchorage.Api.Security;

/// <summary>Refuses requests under a host name that is not this server's: the defence against DNS rebinding where the server has no certificate.</summary>
/// <param name="options">The configured names.</param>
internal sealed class HostCheck(OriginOptions options)
{
    private readonly HashSet<string> _names = [.. options.Hosts.Select(h => h.ToLowerInvariant())];

    /// <summary>Whether a request may go on.</summary>
    public bool IsAllowed(HttpContext context)
    {
        string host = context.Request.Host.Host.Trim('[', ']').ToLowerInvariant();
        if (_names.Contains("*") || _names.Contains(host) || IPAddress.TryParse(host, out _) || host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal))
        {
            return true;
        }

        // With HTTPS the name has been proven by the certificate, and a rebound name has none.
        return _names.Count == 0 && context.Request.IsHttps;
    }
}
