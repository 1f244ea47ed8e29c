namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>Change what the viewers of a terminal may do, while they are attached. Each of them whose role changes is told.</summary>
/// <param name="TerminalId">Id of the terminal.</param>
/// <param name="Verb">
/// <c>role</c>: the viewer gets the role. <c>detach</c>: the viewer is told and its connection ends. <c>take_over</c>: the viewers of the user type, all others watch.
/// </param>
/// <param name="By">Name of the person who asked, for the notice.</param>
/// <param name="ViewerId">The viewer, for <c>role</c> and <c>detach</c>; one that is gone is refused with <c>viewer_not_found</c>.</param>
/// <param name="UserId">The user, for <c>take_over</c>.</param>
/// <param name="Role"><c>type</c> or <c>watch</c>, for <c>role</c>.</param>
/// <param name="RightEnded">True when nobody asked: the viewer's right to type has ended.</param>
public sealed record ChangeViewers(
    string TerminalId, string Verb, string By, string? ViewerId = null, string? UserId = null, string? Role = null, bool RightEnded = false);
