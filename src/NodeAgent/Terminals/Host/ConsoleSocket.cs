using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Receives the PTY master that runc sends while it starts a process.</summary>
internal sealed class ConsoleSocket : IReady, IDisposable
{
    private readonly EventLoop _loop;
    private readonly UnixListener _listener;
    private readonly TaskCompletionSource<int> _received = new();
    private int _connection = -1;

    internal ConsoleSocket(EventLoop loop, string path)
    {
        _loop = loop;
        _listener = new UnixListener(path);
        loop.Add(_listener.Descriptor, this);
    }

    /// <summary>Completes with the master, which the awaiting caller owns, or with -1 when the connection ended without one.</summary>
    internal Task<int> Received => _received.Task;

    /// <inheritdoc/>
    public void OnReady(bool readable, bool writable)
    {
        if (_connection < 0)
        {
            _connection = _listener.Accept();
            if (_connection >= 0)
            {
                _loop.Remove(_listener.Descriptor);
                _loop.Add(_connection, this);
            }

            return;
        }

        int master = UnixListener.ReceiveDescriptor(_connection);
        CloseConnection();
        _received.TrySetResult(master);
    }

    public void Dispose()
    {
        CloseConnection();
        _loop.Remove(_listener.Descriptor);
        _listener.Dispose();
    }

    private void CloseConnection()
    {
        if (_connection >= 0)
        {
            _loop.Remove(_connection);
            _ = Libc.Close(_connection);
            _connection = -1;
        }
    }
}
