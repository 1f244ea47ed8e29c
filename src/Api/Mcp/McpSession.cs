using ModelContextProtocol.Server;

namespace Anchorage.Api.Mcp;

/// <summary>A session of a program, bound to its user and token.</summary>
internal sealed class McpSession : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly McpServer _server;
    private readonly Task _running;
    private int _disposed;
    private int _listening;
    private int _uses;

    public McpSession(string id, Caller caller, StreamableHttpServerTransport transport, McpServer server, long now)
    {
        Id = id;
        Caller = caller;
        Transport = transport;
        _server = server;
        LastUsed = now;
        Ended = _ended.Token;
        _running = server.RunAsync(Ended);
    }

    public string Id { get; }

    /// <summary>Who began it.</summary>
    public Caller Caller { get; }

    public StreamableHttpServerTransport Transport { get; }

    /// <summary>Cancelled when it ends.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Time stamp of the last request.</summary>
    public long LastUsed { get; private set; }

    /// <summary>True while a request goes on.</summary>
    public bool InUse => Volatile.Read(ref _uses) > 0;

    /// <summary>True for the same user with the same token.</summary>
    public bool Is(Caller caller) => Caller.PrincipalId == caller.PrincipalId && Caller.CredentialId == caller.CredentialId;

    /// <summary>A request begins; ends with the answer's disposal.</summary>
    public Use Enter(TimeProvider time) => new(this, time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _ended.CancelAsync();
        await Transport.DisposeAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }

        await _server.DisposeAsync();
        _ended.Dispose();
    }

    /// <summary>One request of a session.</summary>
    internal sealed class Use : IDisposable
    {
        private readonly TimeProvider _time;
        private bool _listens;

        public Use(McpSession session, TimeProvider time)
        {
            Session = session;
            _time = time;
            Interlocked.Increment(ref session._uses);
            session.LastUsed = time.GetTimestamp();
        }

        public McpSession Session { get; }

        /// <summary>Takes the one stream of a session for what the server says unasked.</summary>
        public bool TryListen() => _listens = Interlocked.Exchange(ref Session._listening, 1) == 0;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (_listens)
            {
                Volatile.Write(ref Session._listening, 0);
            }

            Session.LastUsed = _time.GetTimestamp();
            Interlocked.Decrement(ref Session._uses);
        }
    }
}
