using System.Globalization;
using System.Net;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>What settings of a node may be.</summary>
internal static class NodeRules
{
    private const int LongestName = 63;

    public static void Check(NodeChange change)
    {
        if (change.Name is { } name && !IsName(name))
        {
            throw Fail.Invalid("name", "must have 1 to 63 characters of letters, digits, . _ - and space");
        }

        if (change.MaxContainers is < 1 or > 1000)
        {
            throw Fail.Invalid("maxContainers", "must be 1 to 1000");
        }

        if (change.MemoryMb is < 0)
        {
            throw Fail.Invalid("memoryMb", "must be 0 (no limit) or more");
        }

        if (change.Cpus is { } cpus && (cpus < 0 || !double.IsFinite(cpus)))
        {
            throw Fail.Invalid("cpus", "must be 0 (no limit) or more");
        }

        if (change.PortRange is { } range && (range.From < 1024 || range.To > 65535 || range.To - range.From < 2))
        {
            throw Fail.Invalid("portRange", "must lie within 1024 to 65535 and hold three ports or more");
        }

        if (change.PublishAddress is { } publish && !IPAddress.TryParse(publish, out _))
        {
            throw Fail.Invalid("publishAddress", "must be an IP address, for example 127.0.0.1 or 0.0.0.0");
        }

        if (change.PublicAddress is { Length: > 0 } address && Uri.CheckHostName(address) == UriHostNameType.Unknown)
        {
            throw Fail.Invalid("publicAddress", "must be a host name or an IP address");
        }
    }

    /// <summary>A usable name out of what a machine calls itself.</summary>
    public static string Clean(string? name)
    {
        string clean = new([.. (name ?? string.Empty).Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-').Take(LongestName)]);
        return clean.Length > 0 ? clean : "node";
    }

    /// <summary>The name, or the first of NAME-2, NAME-3 ... that is free: machines made from one image call themselves alike.</summary>
    public static string Free(string name, Func<string, bool> isTaken)
    {
        string free = name;
        for (int number = 2; isTaken(free); number++)
        {
            string suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
            free = name[..Math.Min(name.Length, LongestName - suffix.Length)] + suffix;
        }

        return free;
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= LongestName && name.Trim() == name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ' ');
}
