using System.Net.WebSockets;
using System.Text;

namespace Anchorage.Testing.Load;

/// <summary>A WebSocket that is read all the time, as a browser does: a client that does not read answers no ping and is cut off.</summary>
internal sealed class OpenSocket : IAsyncDisposable
{
    private const int Kept = 32 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly StringBuilder _seen = new();
    private (string Text, TaskCompletionSource<string> Done)? _wanted;
    private Task _reading = Task.CompletedTask;

    /// <summary>Connects to an address of the server.</summary>
    /// <param name="server">Where the server answers.</param>
    /// <param name="path">The address, with a ticket where one is needed.</param>
    /// <param name="token">An API token, or null when the address needs none.</param>
    public static async Task<OpenSocket> ConnectAsync(Uri server, string path, string? token)
    {
        OpenSocket opened = new();
        opened._socket.Options.Proxy = null;
        if (token is not null)
        {
            opened._socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        }

        using CancellationTokenSource deadline = new(Patience);
        await opened._socket.ConnectAsync(new UriBuilder(new Uri(server, path)) { Scheme = "ws" }.Uri, deadline.Token);
        opened._reading = opened.ReadAsync();
        return opened;
    }

    /// <summary>True while neither end has closed it.</summary>
    public bool IsOpen => _socket.State == WebSocketState.Open;

    /// <summary>Sends one message.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type)
    {
        using CancellationTokenSource deadline = new(Patience);
        await _socket.SendAsync(bytes, type, true, deadline.Token);
    }

    /// <summary>Waits until a text has come since the last wait, and answers all that came with it.</summary>
    public Task<string> SeeAsync(string text)
    {
        TaskCompletionSource<string> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _wanted = (text, done);
            Look();
        }

        return done.Task.WaitAsync(Patience, TimeProvider.System);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading;
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[4 * 1024];
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(), _closing.Token);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    throw new WebSocketException($"Closed by the server: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
                }

                lock (_lock)
                {
                    _seen.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
                    _seen.Remove(0, Math.Max(0, _seen.Length - Kept));
                    Look();
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            lock (_lock)
            {
                _wanted?.Done.TrySetException(e);
            }
        }
    }

    private void Look()
    {
        if (_wanted is { } wanted && _seen.ToString() is var all && all.Contains(wanted.Text, StringComparison.Ordinal))
        {
            _seen.Clear();
            _wanted = null;
            wanted.Done.TrySetResult(all);
        }
    }
}
