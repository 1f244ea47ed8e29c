using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>An entry of the simulated agent's journal.</summary>
internal sealed class SimulatedWork(AgentMessage message)
{
    public AgentMessage Message { get; } = message;

    public bool Cancelled { get; set; }

    /// <summary>The completion as JSON, when it is done.</summary>
    public string? Result { get; set; }

    public bool Acknowledged { get; set; }
}
