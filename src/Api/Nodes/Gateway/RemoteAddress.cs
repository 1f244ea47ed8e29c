namespace Anchorage.Api.Nodes.Gateway;

/// <summary>The other side's address for audit and throttling.</summary>
internal static class RemoteAddress
{
    /// <summary>The address, <c>local</c> for a unix socket. Forwarded headers have been applied, from declared proxies only.</summary>
    public static string Of(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "local";
}
