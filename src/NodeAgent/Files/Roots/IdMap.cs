using System.Globalization;

namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>Turns numbers of users and groups of the node into those of a container, by the lines of <c>/proc/PID/uid_map</c>.</summary>
internal sealed class IdMap
{
    private const uint Nobody = 65534;
    private readonly (uint Inside, uint Outside, uint Count)[] _ranges;

    private IdMap((uint Inside, uint Outside, uint Count)[] ranges) => _ranges = ranges;

    /// <summary>The same numbers on both sides.</summary>
    internal static IdMap Same { get; } = new([(0, 0, uint.MaxValue)]);

    internal bool IsSame => _ranges is [(0, 0, uint.MaxValue)];

    internal static IdMap Parse(string text) => new(
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => uint.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray())
            .Select(n => (n[0], n[1], n[2])),
    ]);

    /// <summary>The number inside; nobody for one that the container cannot name.</summary>
    internal uint Inside(uint outside)
    {
        foreach ((uint inside, uint first, uint count) in _ranges)
        {
            if (outside >= first && outside - first < count)
            {
                return inside + (outside - first);
            }
        }

        return Nobody;
    }
}
