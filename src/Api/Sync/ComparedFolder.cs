namespace Anchorage.Api.Sync;

/// <summary>One side as a whole.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Path">The folder.</param>
/// <param name="Exists">False for a destination that is not there yet.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Unreadable">Paths of what could not be read, the first thousand.</param>
internal sealed record ComparedFolder(string InstanceId, string Path, bool Exists, int Files, IReadOnlyList<string> Unreadable);
