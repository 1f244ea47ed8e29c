using System.Diagnostics.Metrics;

namespace Anchorage.Api.Metrics;

/// <summary>Measurements of this process's front door. Parts of the product share the meter name, each has instruments of its own.</summary>
internal static class AnchorageMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Anchorage";

    private static readonly Meter Meter = new(Name);

    /// <summary>Byte streams between clients and nodes, by kind.</summary>
    public static readonly UpDownCounter<long> OpenStreams = Meter.CreateUpDownCounter<long>("anchorage.streams.open", "{stream}", "Byte streams that are open to nodes.");

    /// <summary>Sockets that show a terminal.</summary>
    public static readonly UpDownCounter<long> TerminalViewers = Meter.CreateUpDownCounter<long>("anchorage.terminals.viewers", "{viewer}", "Sockets that show a terminal.");

    /// <summary>Hub connections and event streams.</summary>
    public static readonly UpDownCounter<long> EventConnections = Meter.CreateUpDownCounter<long>("anchorage.events.connections", "{connection}", "Clients that receive events.");
}
