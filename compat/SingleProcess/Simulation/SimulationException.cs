namespace Anchorage.SingleProcess.Simulation;

/// <summary>The simulation cannot go on: nothing can run, it does not end, or work has left its thread.</summary>
public sealed class SimulationException(string message) : Exception(message);
