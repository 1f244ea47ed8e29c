namespace Anchorage.Api.Security;

/// <summary>How the server protects its connections.</summary>
public enum HttpsMode
{
    /// <summary>Own authority on addresses other than loopback, plain HTTP on loopback.</summary>
    Auto,

    /// <summary>Plain HTTP: on loopback, or behind a declared proxy.</summary>
    Off,

    /// <summary>A given certificate, read again when its file changes.</summary>
    Certificate,

    /// <summary>An authority made at first start issues the certificate and renews it.</summary>
    OwnCa,
}
