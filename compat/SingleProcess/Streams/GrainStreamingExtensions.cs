using Anchorage.SingleProcess.Streams;
using Orleans.Streams;

namespace Orleans;

/// <summary>Streams inside grains.</summary>
public static class GrainStreamingExtensions
{
    /// <summary>The stream provider with this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) => ((IGrainBase)grain).GetStreamProvider(name);

    /// <summary>The stream provider with this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
        StreamProvider.Find(grain.GrainContext.ActivationServices, name);
}
