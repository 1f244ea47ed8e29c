namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>Read a recording as an asciicast file (version 2). Binary frames are its bytes, whole lines in all, then the stream closes.</summary>
/// <param name="RecordingId">The recording.</param>
public sealed record ReadRecording(string RecordingId);
