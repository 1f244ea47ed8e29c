using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Tests.Nodes;

/// <summary>How the end of a stream is told, over a real socket.</summary>
public sealed class StreamHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_server_that_falls_silent_is_a_broken_connection_and_no_crash()
    {
        using Pair pair = await Pair.ConnectAsync(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(1000));
        LogLines log = new();
        Waiting handler = new();
        StreamHost host = Host(pair, handler, log);

        // What opens the stream is there before the dial, so that no pause of the machine counts as silence before it.
        await pair.Server.SendAsync(Encoding.UTF8.GetBytes(ProtocolJson.Write(Open())), WebSocketMessageType.Text, true, CancellationToken.None);
        host.Dial(new DialStream("s1", "ticket"), CancellationToken.None);
        Exception end = await handler.Ended.Task.WaitAsync(Patience);

        end.ShouldBeOfType<IOException>();
        (await log.First.Task.WaitAsync(Patience)).ShouldStartWith("Warning The connection of a stream broke");
        log.Lines.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_fault_of_the_handler_is_a_crash()
    {
        using Pair pair = await Pair.ConnectAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        LogLines log = new();
        StreamHost host = Host(pair, new Faulty(), log);

        host.Dial(new DialStream("s1", "ticket"), CancellationToken.None);
        await pair.Server.SendAsync(Encoding.UTF8.GetBytes(ProtocolJson.Write(Open())), WebSocketMessageType.Text, true, CancellationToken.None);

        (await log.First.Task.WaitAsync(Patience)).ShouldBe("Error The handler of a stream crashed");
    }

    private static StreamOpen Open() => new("s1", "test", ProtocolJson.Element(new ConnectTcp("i1", 80)));

    private static StreamHost Host(Pair pair, IStreamHandler handler, LogLines log)
    {
        AgentIdentity identity = new("n1", "berth", "ada", "http://127.0.0.1", null, NodeKey.Create(), null, "", DateTimeOffset.UnixEpoch);
        return new StreamHost(pair, new KeyRotation(identity, _ => { }), [handler], () => new Backoff(new Random(1), TimeSpan.FromSeconds(1)), TimeProvider.System, log);
    }

    /// <summary>Accepts and waits for input.</summary>
    private sealed class Waiting : IStreamHandler
    {
        public string Kind => "test";

        public TaskCompletionSource<Exception> Ended { get; } = new();

        public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
        {
            await stream.AcceptAsync(cancellationToken);
            try
            {
                await stream.ReadAsync(cancellationToken);
            }
            catch (Exception e)
            {
                Ended.TrySetResult(e);
                throw;
            }
        }
    }

    private sealed class Faulty : IStreamHandler
    {
        public string Kind => "test";

        public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
        {
            await stream.AcceptAsync(cancellationToken);
            throw new InvalidOperationException("a bug");
        }
    }

    /// <summary>Both ends of a WebSocket over loopback; the server's end is read by nobody, so it answers no ping.</summary>
    private sealed class Pair(TcpClient client, TcpClient server, TimeSpan interval, TimeSpan timeout) : IServerConnection, IDisposable
    {
        public WebSocket Server { get; } = WebSocket.CreateFromStream(server.GetStream(), new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });

        public static async Task<Pair> ConnectAsync(TimeSpan interval, TimeSpan timeout)
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            TcpClient client = new();
            await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
            return new Pair(client, await listener.AcceptTcpClientAsync(), interval, timeout);
        }

        public Task<WebSocket> DialAsync(string path, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken) =>
            Task.FromResult(WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions { KeepAliveInterval = interval, KeepAliveTimeout = timeout }));

        public void Dispose()
        {
            Server.Dispose();
            client.Dispose();
            server.Dispose();
        }
    }

    private sealed class LogLines : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public TaskCompletionSource<string> First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string line = $"{logLevel} {formatter(state, exception)}";
            Lines.Enqueue(line);
            First.TrySetResult(line);
        }
    }
}
