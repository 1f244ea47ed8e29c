using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Knows which children somebody waits for. A host that is the subreaper of its descendants also collects the others.</summary>
/// <param name="collectOrphans">True in a process that belongs to the host alone: elsewhere, children of others would be stolen.</param>
internal sealed class ChildRegistry(bool collectOrphans)
{
    private readonly HashSet<int> _watched = [];
    private int _expected;

    /// <summary>A process somebody waits for.</summary>
    internal void Add(int pid) => _watched.Add(pid);

    /// <summary>A process that was reaped or given up.</summary>
    internal void Remove(int pid) => _watched.Remove(pid);

    /// <summary>Says that a process will soon be handed over whose pid is not known yet: nothing is swept until <see cref="Arrived"/>.</summary>
    internal void Expect() => _expected++;

    /// <summary>Ends <see cref="Expect"/>.</summary>
    internal void Arrived() => _expected--;

    /// <summary>Collects orphans that ended.</summary>
    internal void Sweep()
    {
        if (collectOrphans && _expected == 0)
        {
            ChildProcess.ReapOrphans(_watched.Contains);
        }
    }
}
