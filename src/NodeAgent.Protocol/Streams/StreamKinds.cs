namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>What a byte stream carries.</summary>
public static class StreamKinds
{
    /// <summary>A terminal's viewer; payload <see cref="AttachTerminal"/>. Frames as in docs/protocol/terminal.md.</summary>
    public const string Terminal = "terminal";

    /// <summary>One TCP connection into an instance; payload <see cref="ConnectTcp"/>. Binary frames are bytes.</summary>
    public const string Tcp = "tcp";

    /// <summary>A probe of the way to the node; no payload. Each frame, at most <see cref="EchoFrameBytes"/>, comes back as it is; after <see cref="EchoFrames"/> the stream closes.</summary>
    public const string Echo = "echo";

    /// <summary>Longest frame of a probe.</summary>
    public const int EchoFrameBytes = 4096;

    /// <summary>Frames that one probe may send.</summary>
    public const int EchoFrames = 256;

    /// <summary>Log lines of a container; payload <see cref="ReadLogs"/>. Each text frame is one line as JSON, then the stream closes.</summary>
    public const string Logs = "logs";

    /// <summary>A command inside an instance, without a terminal; payload <see cref="StartCommand"/>. Frames as in docs/protocol/exec.md.</summary>
    public const string Exec = "exec";

    /// <summary>What a terminal shows, as text; payload <see cref="ReadScreen"/>. Binary frames are the pieces of one JSON object, then the stream closes.</summary>
    public const string Screen = "screen";

    /// <summary>A search in a terminal; payload <see cref="SearchTerminal"/>. Binary frames are the pieces of one JSON object, then the stream closes.</summary>
    public const string Search = "search";

    /// <summary>A recording; payload <see cref="ReadRecording"/>. Binary frames are the bytes of the file as far as it is written, then the stream closes.</summary>
    public const string Recording = "recording";

    /// <summary>Files of an instance; payload <see cref="Files.FileCall"/>. Frames as in docs/protocol/files.md.</summary>
    public const string Files = "files";

    /// <summary>Git inside an instance; payload <see cref="Git.GitCall"/>. Frames as in docs/protocol/git.md.</summary>
    public const string Git = "git";

    /// <summary>A command whose answer may be long; payload <see cref="Commands.CommandCall"/>. Binary frames are the pieces of one JSON object, then the stream closes.</summary>
    public const string Commands = "commands";
}
