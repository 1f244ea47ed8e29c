namespace Anchorage.Api.Nodes;

/// <summary>An anchor token in the shape of system D (inventory D2).</summary>
/// <param name="Success">True.</param>
/// <param name="SiteAuthToken">A JWT for <c>POST /agent/enroll</c>, good for one machine once.</param>
/// <param name="Expires">Seconds that it is good for.</param>
/// <param name="Owner">User name of the account that will own the machine.</param>
internal sealed record AnchorAnswer(bool Success, string SiteAuthToken, int Expires, string Owner);
