namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>What a byte stream carries.</summary>
public static class StreamKinds
{
    /// <summary>A terminal's viewer; payload <see cref="AttachTerminal"/>. Frames as in docs/protocol/terminal.md.</summary>
    public const string Terminal = "terminal";

    /// <summary>One TCP connection into an instance; payload <see cref="ConnectTcp"/>. Binary frames are bytes.</summary>
    public const string Tcp = "tcp";

    /// <summary>Log lines of a container; payload <see cref="ReadLogs"/>. Each text frame is one line as JSON, then the stream closes.</summary>
    public const string Logs = "logs";

    /// <summary>What a terminal shows, as text; payload <see cref="ReadScreen"/>. Binary frames are the pieces of one JSON object, then the stream closes.</summary>
    public const string Screen = "screen";

    /// <summary>A search in a terminal; payload <see cref="SearchTerminal"/>. Binary frames are the pieces of one JSON object, then the stream closes.</summary>
    public const string Search = "search";

    /// <summary>A recording; payload <see cref="ReadRecording"/>. Binary frames are the bytes of the file as far as it is written, then the stream closes.</summary>
    public const string Recording = "recording";
}
