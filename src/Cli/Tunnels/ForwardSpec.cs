using System.Globalization;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Tunnels;

/// <summary>LOCAL:REMOTE, or one port for both; LOCAL 0 takes a free one.</summary>
internal sealed record ForwardSpec(int Local, int Remote)
{
    public static ForwardSpec Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is 1 or 2 &&
            TryPort(parts[0], out var local) &&
            TryPort(parts[^1], out var remote) && remote > 0)
        {
            return new ForwardSpec(local, remote);
        }

        throw CliException.Usage($"\"{text}\" is not a forward; allowed: LOCAL:REMOTE with ports 1..65535 (LOCAL may be 0 for a free one).", "Example: anchorage forward web 8080:80");
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
}
