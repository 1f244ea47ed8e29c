using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Instances.Isolation;

/// <summary>Picks an owner's part of the network pool. The engine's own pools hold about thirty networks, too few for a network per owner.</summary>
internal static class SubnetPicker
{
    /// <summary>All parts of the pool that overlap nothing in use, beginning at a place that depends on the owner.</summary>
    public static IEnumerable<IPNetwork> Candidates(IPNetwork pool, int prefix, string ownerId, IReadOnlyCollection<IPNetwork> used)
    {
        var count = 1u << (prefix - pool.PrefixLength);
        var step = 1u << (32 - prefix);
        var first = BinaryPrimitives.ReadUInt32BigEndian(pool.BaseAddress.GetAddressBytes());
        var start = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(ownerId))) % count;
        for (uint i = 0; i < count; i++)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, first + ((start + i) % count * step));
            var candidate = new IPNetwork(new IPAddress(bytes), prefix);
            if (!used.Any(u => Overlap(u, candidate)))
            {
                yield return candidate;
            }
        }
    }

    /// <summary>The networks to which this machine is attached.</summary>
    public static IReadOnlyList<IPNetwork> OfThisMachine() => NetworkCards.Read(cards => (
        from card in cards
        from address in card.GetIPProperties().UnicastAddresses
        where address.Address.AddressFamily == AddressFamily.InterNetwork && address.PrefixLength > 0
        select Containing(address.Address, address.PrefixLength)).ToList());

    private static bool Overlap(IPNetwork a, IPNetwork b) => a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress);

    private static IPNetwork Containing(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) & (uint.MaxValue << (32 - prefix)));
        return new IPNetwork(new IPAddress(bytes), prefix);
    }
}
