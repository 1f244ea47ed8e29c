using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>Leasing of port triples (inventory K6): three consecutive ports for 22, 80 and 443, the lowest free ones first.</summary>
internal static class PortLeasing
{
    private static readonly (string Name, int Container)[] Services = [("ssh", 22), ("http", 80), ("https", 443)];

    /// <summary>The lowest triple that nobody leases and that avoids <paramref name="skip"/>; empty when there is none.</summary>
    public static ImmutableArray<PortLease> Find(PortRange range, IEnumerable<int> leased, IEnumerable<int> skip)
    {
        HashSet<int> taken = [.. leased, .. skip];
        for (int first = range.From; first + Services.Length - 1 <= range.To; first++)
        {
            int clash = Enumerable.Range(0, Services.Length).LastOrDefault(i => taken.Contains(first + i), -1);
            if (clash < 0)
            {
                return [.. Services.Select((s, i) => new PortLease(s.Name, s.Container, first + i))];
            }

            first += clash;
        }

        return [];
    }
}
