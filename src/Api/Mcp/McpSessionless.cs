using ModelContextProtocol.Server;

namespace Anchorage.Api.Mcp;

/// <summary>A server for one request of a protocol without sessions.</summary>
internal sealed class McpSessionless : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly McpServer _server;
    private readonly Task _running;

    public McpSessionless(StreamableHttpServerTransport transport, McpServer server)
    {
        Transport = transport;
        _server = server;
        _running = server.RunAsync(_over.Token);
    }

    public StreamableHttpServerTransport Transport { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
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
        _over.Dispose();
    }
}
