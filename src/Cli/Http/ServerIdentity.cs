namespace Anchorage.Cli.Http;

/// <summary>The key a server showed: of its own certificate authority where it sent one, else of the certificate itself.</summary>
/// <param name="Fingerprint">As <see cref="KeyFingerprint"/>.</param>
/// <param name="Subject">The name in that certificate.</param>
/// <param name="IsAuthority">True when it is an authority's.</param>
internal sealed record ServerIdentity(string Fingerprint, string Subject, bool IsAuthority);
