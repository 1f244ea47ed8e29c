using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The agent's control connection: opens, changes, records, closes and lists terminals and hears what changes.</summary>
/// <param name="server">Who owns the terminals.</param>
/// <param name="connection">The connection.</param>
internal sealed class ControlSession(TerminalHostServer server, FramedConnection connection) : IConnectionOwner
{
    /// <summary>Tells the agent that a terminal changed.</summary>
    internal void Announce(TerminalReport report) => Send(new HostMessage(null, [report], null));

    /// <summary>Tells the agent that a recording began or ended.</summary>
    internal void Announce(RecordingReport report) => Send(new HostMessage(null, null, null, [report]));

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
            Send(await HandleAsync(request));
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

    private async Task<HostMessage> HandleAsync(HostRequest request)
    {
        switch (request)
        {
            case { Verb: "open", Open: { } open }:
                return new HostMessage(request.Id, [(await server.OpenAsync(open)).Report()], null);
            case { Verb: "close", TerminalId: { } id }:
                server.Close(id);
                return new HostMessage(request.Id, [], null);
            case { Verb: "record", TerminalId: { } id }:
                return new HostMessage(request.Id, [(await server.RecordAsync(id, request.RecordingId)).Report()], null);
            case { Verb: "change", Change: { } change }:
                Terminal changed = server.Find(change.TerminalId);
                changed.Change(change);
                return new HostMessage(request.Id, [changed.Report()], null);
            case { Verb: "viewers", Viewers: { } viewers }:
                Terminal watched = server.Find(viewers.TerminalId);
                watched.Change(viewers);
                return new HostMessage(request.Id, [watched.Report()], null);
            case { Verb: "list" }:
                return new HostMessage(request.Id, server.List(), null, server.Recordings());
            default:
                throw new ShellStartException(TerminalErrors.InvalidRequest, $"The terminal host does not know the request '{request.Verb}'.");
        }
    }

    private void Send(HostMessage message) => connection.SendText(JsonSerializer.SerializeToUtf8Bytes(message, HostJson.Default.HostMessage));
}
