using System.Text.RegularExpressions;

namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Takes secrets out of addresses, wherever they stand in a text.</summary>
public static partial class GitSecrets
{
    /// <summary>
    /// The text with what stands before an @ in an address replaced: all of it for the web, where a name alone may be a token; only a password for SSH, where the name says who
    /// logs in. Values of the usual parameters go too.
    /// </summary>
    public static string Mask(string text) => Parameter().Replace(
        Userinfo().Replace(text, m => m.Groups["scheme"].Value.Equals("ssh", StringComparison.OrdinalIgnoreCase) && !m.Groups["user"].Value.Contains(':', StringComparison.Ordinal)
            ? m.Value
            : m.Groups["scheme"].Value + "://***@"),
        "$1***");

    [GeneratedRegex(@"(?<scheme>[A-Za-z][A-Za-z0-9+.\-]{0,30})://(?<user>[^/\s'""]*)@", RegexOptions.None, 1000)]
    private static partial Regex Userinfo();

    [GeneratedRegex(@"([?&;](?:access_token|private_token|token|password|key|secret)=)[^&;\s'""]+", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Parameter();
}
