using Anchorage.SingleProcess.Streams;
using Orleans.Streams;

namespace Orleans;

/// <summary>Streams outside grains.</summary>
public static class ClientStreamingExtensions
{
    /// <summary>The stream provider with this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) => StreamProvider.Find(client.ServiceProvider, name);
}
