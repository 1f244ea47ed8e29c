using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Everything that really exists on a node; sent after every connect.</summary>
/// <param name="Docker">State of the engine; when it is not available <paramref name="Instances"/> says nothing.</param>
/// <param name="Images">Image references that are present (tags).</param>
/// <param name="Instances">One entry per instance that bears this installation's label.</param>
/// <param name="Terminals">Terminals that live in the terminal host.</param>
/// <param name="OpenOperations">Operations in the agent's journal that have not been reported as completed.</param>
/// <param name="Recordings">Recordings that lie on the node; null from an agent that makes none.</param>
public sealed record NodeReport(
    DockerState Docker,
    IReadOnlyList<string> Images,
    IReadOnlyList<InstanceObservation> Instances,
    IReadOnlyList<TerminalReport> Terminals,
    IReadOnlyList<string> OpenOperations,
    IReadOnlyList<RecordingReport>? Recordings = null);
