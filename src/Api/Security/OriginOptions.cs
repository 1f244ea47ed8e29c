namespace Anchorage.Api.Security;

/// <summary>Section <c>Anchorage:Origins</c>: which sites may act with a user's cookie beside the server's own address.</summary>
public sealed class OriginOptions
{
    /// <summary>Further origins, for example <c>https://harbour.example</c>; needed when a proxy changes the address. Empty by default.</summary>
    public IList<string> Allowed { get; init; } = [];

    /// <summary>Host names under which the server answers beside loopback and its own addresses; <c>*</c> takes any. Empty takes any name over HTTPS and loopback names over HTTP.</summary>
    public IList<string> Hosts { get; init; } = [];
}
