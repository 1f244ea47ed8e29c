using System.Text.Json;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Somebody who sees a small picture of a terminal: its screen at most once a period, and only when it changed.</summary>
/// <remarks>It is no viewer: it neither keeps the terminal alive nor holds its output up, and is in no list.</remarks>
/// <param name="terminal">The terminal.</param>
/// <param name="connection">The connection.</param>
/// <param name="loop">The loop.</param>
/// <param name="options">Says the period.</param>
internal sealed class PreviewSession(Terminal terminal, FramedConnection connection, EventLoop loop, TerminalHostOptions options) : IConnectionOwner
{
    /// <summary>The name of the role.</summary>
    internal const string Role = "preview";

    private byte[] _shown = [];
    private (int Columns, int Rows) _size;
    private ReadOnlyMemory<byte> _rest;
    private LoopTimer? _timer;
    private long? _lastSent;
    private int? _exitCode;
    private bool _changed;

    /// <summary>The terminal may show something else now.</summary>
    internal void OnChanged()
    {
        _changed = true;
        if (!_rest.IsEmpty || _timer is { Pending: true })
        {
            return;
        }

        TimeSpan due = _lastSent is { } last ? options.PreviewPeriod - loop.Time.GetElapsedTime(last) : TimeSpan.Zero;
        if (due > TimeSpan.Zero)
        {
            _timer = loop.Schedule(due, Show);
        }
        else
        {
            Show();
        }
    }

    /// <summary>The shell ended: the last picture and the end.</summary>
    internal void OnExit(int code)
    {
        _timer?.Cancel();
        _exitCode = code;
        if (_rest.IsEmpty)
        {
            Show();
            SayExit();
        }
    }

    /// <summary>Ends the connection at once.</summary>
    internal void Abandon() => connection.Close();

    /// <inheritdoc/>
    public void OnFrame(IpcFrame frame)
    {
        if (!_rest.IsEmpty)
        {
            // Nothing comes in between the pieces of a picture.
            return;
        }

        if (!frame.IsText)
        {
            connection.SendText(ViewerMessages.Error(TerminalErrors.ReadOnly, "This is a picture of the terminal. Attach to it to type."));
        }
        else if (JsonSerializer.Deserialize(frame.Payload.Span, HostJson.Default.ViewerControl)?.Type == "ping")
        {
            connection.SendText(ViewerMessages.Pong());
        }
    }

    /// <inheritdoc/>
    public void OnDrained() => Pump();

    /// <inheritdoc/>
    public void OnClosed()
    {
        _timer?.Cancel();
        terminal.Remove(this);
    }

    private void Show()
    {
        if (!_changed || connection.Closed)
        {
            return;
        }

        _changed = false;
        _lastSent = loop.Time.GetTimestamp();
        byte[] picture = terminal.Screen.Snapshot(withScrollback: false);
        (int Columns, int Rows) size = (terminal.Columns, terminal.Rows);
        if (size == _size && picture.AsSpan().SequenceEqual(_shown))
        {
            // Output that changed nothing to be seen.
            return;
        }

        (_shown, _size) = (picture, size);
        connection.SendText(ViewerMessages.Snapshot(terminal.Screen.RestOffset, picture.Length, size.Columns, size.Rows, scrollback: false));
        _rest = picture;
        Pump();
    }

    private void Pump()
    {
        _rest = connection.SendWhileIdle(_rest);
        if (!_rest.IsEmpty)
        {
            return;
        }

        if (_exitCode is null && _changed)
        {
            OnChanged();
        }
        else if (_exitCode is not null)
        {
            Show();
            SayExit();
        }
    }

    private void SayExit()
    {
        if (_rest.IsEmpty && _exitCode is { } code)
        {
            connection.SendText(ViewerMessages.Exit(code));
            connection.CloseWhenDrained();
        }
    }
}
