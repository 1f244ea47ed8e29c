namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>Delete a recording; one that runs ends first. Deleting what is gone succeeds.</summary>
/// <param name="RecordingId">The recording.</param>
public sealed record DeleteRecording(string RecordingId);
