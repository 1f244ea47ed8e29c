using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>A connection that has not said yet what it is for.</summary>
/// <param name="server">Who serves it then.</param>
internal sealed class HandshakeSession(TerminalHostServer server) : IConnectionOwner
{
    private FramedConnection? _connection;

    /// <summary>Gives the session its connection.</summary>
    internal void Begin(FramedConnection connection) => _connection = connection;

    /// <inheritdoc/>
    public void OnFrame(IpcFrame frame)
    {
        Handshake? handshake = frame.IsText ? JsonSerializer.Deserialize(frame.Payload.Span, HostJson.Default.Handshake) : null;
        if (handshake is null)
        {
            throw new InvalidDataException("A connection begins with a handshake.");
        }

        if (handshake.Version is < Handshake.OldestVersion or > Handshake.CurrentVersion)
        {
            Refuse(TerminalErrors.HostUnavailable, $"This terminal host speaks version {Handshake.CurrentVersion}, the agent {handshake.Version}.");
        }
        else if (handshake.Read is { } read)
        {
            if (server.CheckRead(read) is { } refusal)
            {
                Refuse(refusal.Code, refusal.Message);
                return;
            }

            Answer(null);
            server.AcceptReader(_connection!, read);
        }
        else if (handshake.Attach is null)
        {
            Answer(null);
            server.AcceptControl(_connection!);
        }
        else if (handshake.Attach.Role is not ("type" or "watch" or PreviewSession.Role))
        {
            Refuse(TerminalErrors.InvalidRequest, "The role is 'type', 'watch' or 'preview'.");
        }
        else if (server.CheckAttach(handshake.Attach) is { } error)
        {
            Refuse(error.Code, error.Message);
        }
        else
        {
            Answer(null);
            server.AcceptViewer(_connection!, handshake.Attach);
        }
    }

    /// <inheritdoc/>
    public void OnDrained()
    {
    }

    /// <inheritdoc/>
    public void OnClosed() => server.Forget(_connection!);

    private void Refuse(string code, string message)
    {
        Answer(new LinkError(code, message));
        _connection!.CloseWhenDrained();
    }

    private void Answer(LinkError? error) =>
        _connection!.SendText(JsonSerializer.SerializeToUtf8Bytes(
            new HandshakeAnswer(Handshake.CurrentVersion, Environment.ProcessId, error), HostJson.Default.HandshakeAnswer));
}
