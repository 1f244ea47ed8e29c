namespace Anchorage.NodeAgent.Commands;

/// <summary>Which settings hold a secret, by their names. It is better to hide one that is none.</summary>
internal static class SecretNames
{
    internal const string Mask = "********";
    private static readonly string[] Parts = ["PASS", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "AUTH", "COOKIE", "SESSION", "PRIVATE", "SIGN", "SALT", "DSN", "CONNECTION", "WEBHOOK"];

    internal static bool IsSecret(string name, string value) =>
        Parts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)) || HasPassword(value);

    /// <summary>True for an address that carries a password: <c>scheme://user:password@host</c>.</summary>
    private static bool HasPassword(string value)
    {
        int scheme = value.IndexOf("://", StringComparison.Ordinal);
        int at = scheme < 0 ? -1 : value.IndexOf('@', scheme);
        return at > 0 && value.IndexOf(':', scheme + 3) is var colon && colon > 0 && colon < at;
    }
}
