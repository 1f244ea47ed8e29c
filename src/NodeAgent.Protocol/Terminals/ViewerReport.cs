namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>Somebody who is attached, as the terminal host sees it.</summary>
/// <param name="ViewerId">Names this attach.</param>
/// <param name="UserId">Who looks.</param>
/// <param name="UserName">Their name.</param>
/// <param name="Role"><c>type</c> or <c>watch</c>, as it is now.</param>
/// <param name="Since">Since when.</param>
public sealed record ViewerReport(string ViewerId, string UserId, string UserName, string Role, DateTimeOffset Since);
