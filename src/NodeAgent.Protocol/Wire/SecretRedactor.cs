using System.Text.RegularExpressions;

namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>
/// Masks what looks like a secret before a text reaches a log: tokens, sessions and onboarding keys of Anchorage, bearer values, tickets, tokens and passwords in
/// addresses and JSON, private keys. It is the last guard: no code may rely on it and log a secret.
/// </summary>
public static partial class SecretRedactor
{
    /// <summary>Stands in place of a secret.</summary>
    public const string Mask = "***";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const int TimeoutMilliseconds = 1_000;

    /// <summary>The text without its secrets. A text that cannot be judged in time is withheld as a whole.</summary>
    public static string Redact(string text)
    {
        try
        {
            text = PrivateKeys().Replace(text, Mask);
            text = OwnSecrets().Replace(text, "${kind}" + Mask);
            text = Authorizations().Replace(text, "${name}" + Mask);
            text = UrlPasswords().Replace(text, "${user}:" + Mask + "@");
            return Values().Replace(text, "${name}" + Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mask;
        }
    }

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", Options | RegexOptions.Singleline, TimeoutMilliseconds)]
    private static partial Regex PrivateKeys();

    [GeneratedRegex(@"\b(?<kind>anc_|ans_|anok_)[A-Za-z0-9._~+/=-]{4,}", Options, TimeoutMilliseconds)]
    private static partial Regex OwnSecrets();

    [GeneratedRegex(@"(?<name>\bauthorization""?\s*[:=]\s*""?(basic|bearer)\s+|\bbearer\s+)[A-Za-z0-9._~+/=-]{4,}", Options, TimeoutMilliseconds)]
    private static partial Regex Authorizations();

    [GeneratedRegex(@"(?<user>\b[a-z][a-z0-9+.-]{0,20}://[^\s/:@""']{0,200}):[^\s/@""']{1,500}@", Options, TimeoutMilliseconds)]
    private static partial Regex UrlPasswords();

    [GeneratedRegex(@"(?<name>\b[a-z0-9_-]{0,40}(ticket|token|password|passwd|secret|api_?key)(=|%3d|""\s*:\s*""))[^\s&""';,]+", Options, TimeoutMilliseconds)]
    private static partial Regex Values();
}
