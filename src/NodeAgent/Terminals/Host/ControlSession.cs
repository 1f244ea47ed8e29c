using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The agent's control connection: opens, changes, closes and lists terminals and hears what changes.</summary>
/// <param name="server">Who owns the terminals.</param>
/// <param name="connection">The connection.</param>
internal sealed class ControlSession(TerminalHostServer server, FramedConnection connection) : IConnectionOwner
{
    /// <summary>Tells the agent that a terminal changed.</summary>
    internal void Announce(TerminalReport report) => Send(new HostMessage(null, [report], null));

    /// <summary>Ends the connection, because a newer agent has come.</summary>
    internal void Close() => connection.Close();

    /// <inheritdoc/>
    public void OnFrame(IpcFrame frame)
    {
        HostRequest request = (frame.IsText ? JsonSerializer.Deserialize(frame.Payload.Span, HostJson.Default.HostRequest) : null)
            ?? throw new InvalidDataException("A request is a JSON object.");
        _ = AnswerAsync(request);
    }

    /// <inheritdoc/>
    public void OnDrained()
    {
    }

    /// <inheritdoc/>
    public void OnClosed() => server.ControlClosed(this, connection);

    private async Task AnswerAsync(HostRequest request)
    {
        try
        {
            Send(new HostMessage(request.Id, await HandleAsync(request), null));
        }
        catch (ShellStartException error)
        {
            Send(new HostMessage(request.Id, null, new LinkError(error.Code, error.Message)));
        }
        catch (Exception error)
        {
            // Every request is answered, also one that finds a fault in the host.
            Send(new HostMessage(request.Id, null, new LinkError(TerminalErrors.HostUnavailable, $"The terminal host failed: {error.Message}")));
        }
    }

    private async Task<IReadOnlyList<TerminalReport>> HandleAsync(HostRequest request)
    {
        switch (request)
        {
            case { Verb: "open", Open: { } open }:
                return [(await server.OpenAsync(open)).Report()];
            case { Verb: "close", TerminalId: { } id }:
                server.Close(id);
                return [];
            case { Verb: "change", Change: { } change }:
                Terminal changed = server.Find(change.TerminalId);
                changed.Change(change);
                return [changed.Report()];
            case { Verb: "viewers", Viewers: { } viewers }:
                Terminal watched = server.Find(viewers.TerminalId);
                watched.Change(viewers);
                return [watched.Report()];
            case { Verb: "list" }:
                return server.List();
            default:
                throw new ShellStartException(TerminalErrors.InvalidRequest, $"The terminal host does not know the request '{request.Verb}'.");
        }
    }

    private void Send(HostMessage message) => connection.SendText(JsonSerializer.SerializeToUtf8Bytes(message, HostJson.Default.HostMessage));
}
