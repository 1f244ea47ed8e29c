namespace Anchorage.Grains.Tests.Simulation;

/// <summary>A container of the simulated machine with its volume.</summary>
internal sealed class SimulatedContainer
{
    /// <summary>False: somebody removed the container, its volume is there.</summary>
    public bool Exists { get; set; } = true;

    public bool Running { get; set; } = true;

    public required int[] Ports { get; set; }

    public required string[] Keys { get; set; }

    public required string WorkId { get; set; }
}
