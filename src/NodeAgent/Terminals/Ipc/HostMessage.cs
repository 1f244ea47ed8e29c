using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>What the host says on the control connection: an answer, or the news that a terminal or a recording changed.</summary>
/// <param name="Id">Number of the request; null for news.</param>
/// <param name="Reports">The terminals asked for, opened or changed.</param>
/// <param name="Error">Why the request was refused.</param>
/// <param name="Recordings">The recordings that are being written (list), or one that changed.</param>
internal sealed record HostMessage(long? Id, IReadOnlyList<TerminalReport>? Reports, LinkError? Error, IReadOnlyList<RecordingReport>? Recordings = null);
