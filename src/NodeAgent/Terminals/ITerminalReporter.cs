using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Lists the terminals that live in the terminal host.</summary>
public interface ITerminalReporter
{
    /// <summary>All terminals, open and exited but not yet closed.</summary>
    Task<IReadOnlyList<TerminalReport>> ListAsync(CancellationToken cancellationToken);
}
