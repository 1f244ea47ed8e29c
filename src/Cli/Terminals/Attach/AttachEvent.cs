using System.Net.WebSockets;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>Something that happened to a session; the session takes one after the other.</summary>
internal abstract record AttachEvent
{
    /// <summary>Keys, or a paste.</summary>
    internal sealed record Typed(byte[] Bytes) : AttachEvent;

    /// <summary>Standard input has ended.</summary>
    internal sealed record InputEnded : AttachEvent;

    /// <summary>The local terminal has another size.</summary>
    internal sealed record Resized : AttachEvent;

    /// <summary>Time has passed.</summary>
    internal sealed record Tick : AttachEvent;

    /// <summary>A try to connect has ended.</summary>
    internal sealed record Tried(ClientWebSocket? Socket, CliException? Failure) : AttachEvent;

    /// <summary>A frame of a connection.</summary>
    internal sealed record Frame(ClientWebSocket Socket, byte[] Data, bool IsText) : AttachEvent;

    /// <summary>A connection has ended.</summary>
    internal sealed record Closed(ClientWebSocket Socket, int? Status, string? Reason) : AttachEvent;
}
