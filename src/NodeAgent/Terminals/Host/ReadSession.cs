using System.Text.Json;
using Anchorage.NodeAgent.Terminals.Ipc;
using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>A connection that reads a screen once: the text as JSON in data frames, then the end.</summary>
/// <param name="server">Who forgets the connection.</param>
/// <param name="connection">The connection.</param>
internal sealed class ReadSession(TerminalHostServer server, FramedConnection connection) : IConnectionOwner
{
    private ReadOnlyMemory<byte> _rest;

    /// <summary>Answers. The text is made beside the loop, which must not wait for it.</summary>
    internal void Begin(ScreenCopy screen) => _ = AnswerAsync(screen);

    /// <inheritdoc/>
    public void OnFrame(IpcFrame frame) => throw new InvalidDataException("A reader says nothing more.");

    /// <inheritdoc/>
    public void OnDrained() => Pump();

    /// <inheritdoc/>
    public void OnClosed() => server.Forget(connection);

    private async Task AnswerAsync(ScreenCopy screen)
    {
        try
        {
            _rest = await Task.Run(() => JsonSerializer.SerializeToUtf8Bytes(screen.Read(), HostJson.Default.ScreenReading));
            Pump();
        }
        catch
        {
            connection.Close();
            throw;
        }
    }

    private void Pump()
    {
        if (_rest.IsEmpty)
        {
            return;
        }

        _rest = connection.SendWhileIdle(_rest);
        if (_rest.IsEmpty)
        {
            connection.CloseWhenDrained();
        }
    }
}
