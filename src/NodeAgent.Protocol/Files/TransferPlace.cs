namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>A transfer.</summary>
/// <param name="Owner">The account that asks.</param>
/// <param name="TransferId">Its id.</param>
public sealed record TransferPlace(string Owner, string TransferId);
