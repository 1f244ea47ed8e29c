using System.Globalization;

namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>As whom files are touched: numbers of the node.</summary>
/// <param name="User">User.</param>
/// <param name="Group">Group.</param>
/// <param name="Groups">Further groups.</param>
/// <param name="Capabilities">Effective capabilities, as bits; 0 for an ordinary user.</param>
internal sealed record FileIdentity(uint User, uint Group, IReadOnlyList<uint> Groups, ulong Capabilities)
{
    /// <summary>The agent's own, for roots that belong to it: nothing is switched.</summary>
    internal static FileIdentity? Own => null;

    /// <summary>The identity of a process, from the lines of its status file: that is what its own files calls are judged by.</summary>
    /// <param name="status">Content of <c>/proc/PID/status</c>.</param>
    /// <param name="foreignUsers">True when the process lives in a user namespace of its own: its capabilities count nothing outside.</param>
    /// <exception cref="FormatException">A line is missing.</exception>
    internal static FileIdentity FromStatus(string status, bool foreignUsers)
    {
        Dictionary<string, string> lines = status.Split('\n').Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.Ordinal);
        string Line(string name) => lines.GetValueOrDefault(name) ?? throw new FormatException($"No {name} in the status of the process.");
        return new FileIdentity(
            Last(Line("Uid")),
            Last(Line("Gid")),
            [.. Line("Groups").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)],
            foreignUsers ? 0 : ulong.Parse(Line("CapEff"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }

    // Real, effective, saved, and the one that counts for files.
    private static uint Last(string text) => Number(text.Split('\t', StringSplitOptions.RemoveEmptyEntries)[^1]);

    private static uint Number(string text) => uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
