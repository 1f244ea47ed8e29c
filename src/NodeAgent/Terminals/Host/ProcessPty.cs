using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>A shell that is a process of this machine, also inside a container: a PTY master and the leader of its session.</summary>
/// <param name="master">The master; owned from now on.</param>
/// <param name="leader">The leader of the session; owned from now on.</param>
internal sealed class ProcessPty(int master, WatchedChild leader) : IPty
{
    private readonly ProcessSession _session = new(leader.Pid);
    private bool _disposed;

    /// <inheritdoc/>
    public int Descriptor => master;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> FirstOutput => default;

    /// <inheritdoc/>
    public Task<int> Exited => leader.Exited;

    /// <summary>Pid of the session's leader.</summary>
    internal int Pid => leader.Pid;

    /// <inheritdoc/>
    public void Resize(int columns, int rows)
    {
        if (!_disposed)
        {
            PseudoTerminal.Resize(master, columns, rows);
        }
    }

    /// <inheritdoc/>
    public void HangUp() => _session.HangUp();

    /// <inheritdoc/>
    public void Kill() => _session.Kill(leaderRuns: !leader.Exited.IsCompleted);

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _ = Libc.Close(master);
        }
    }
}
