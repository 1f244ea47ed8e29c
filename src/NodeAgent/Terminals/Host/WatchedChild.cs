using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>A child process whose end the event loop notices and which is reaped then.</summary>
internal sealed class WatchedChild : IReady, IDisposable
{
    private readonly EventLoop _loop;
    private readonly ChildRegistry _registry;
    private readonly int _watch;
    private readonly TaskCompletionSource<int> _exited = new();
    private bool _disposed;

    internal WatchedChild(EventLoop loop, ChildRegistry registry, int pid)
    {
        _loop = loop;
        _registry = registry;
        Pid = pid;
        _watch = ChildProcess.Watch(pid);
        registry.Add(pid);
        loop.Add(_watch, this);
    }

    /// <summary>Pid; stays reserved until the child is reaped.</summary>
    internal int Pid { get; }

    /// <summary>Completes on the loop with the exit code, 128 + signal, or -1.</summary>
    internal Task<int> Exited => _exited.Task;

    /// <inheritdoc/>
    public void OnReady(bool readable, bool writable)
    {
        if (ChildProcess.Reap(Pid) is { } code)
        {
            Dispose();
            _exited.TrySetResult(code);
            _registry.Sweep();
        }
    }

    /// <summary>Signals this process, never a later one with its pid.</summary>
    internal void Signal(int signal)
    {
        if (!_disposed)
        {
            ChildProcess.Signal(_watch, signal);
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _loop.Remove(_watch);
            _ = Libc.Close(_watch);
            _registry.Remove(Pid);
        }
    }
}
