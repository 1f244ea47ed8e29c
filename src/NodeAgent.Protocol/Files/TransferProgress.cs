namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>How far a transfer is.</summary>
/// <param name="TotalBytes">All bytes.</param>
/// <param name="TransferredBytes">Bytes of the chunks that were carried.</param>
/// <param name="Percentage">0 to 100.</param>
/// <param name="Speed">Bytes per second since it began, or since it was taken up again.</param>
/// <param name="Eta">Seconds left at that speed; null when that cannot be said.</param>
/// <param name="StartTime">Milliseconds since 1970.</param>
public sealed record TransferProgress(long TotalBytes, long TransferredBytes, double Percentage, long Speed, long? Eta, long StartTime);
