using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>What becomes of viewers while they are attached.</summary>
internal sealed partial class Terminal
{
    /// <summary>Changes roles, or detaches a viewer; whoever is concerned is told.</summary>
    /// <exception cref="ShellStartException"><c>viewer_not_found</c>, or <c>invalid_request</c> for a verb or role that is not known.</exception>
    internal void Change(ChangeViewers change)
    {
        switch (change)
        {
            case { Verb: "role", Role: "type" or "watch" }:
                Viewer(change.ViewerId).SetRole(change.Role, change.By, change.RightEnded ? "right_ended" : "changed");
                break;
            case { Verb: "detach" }:
                Viewer(change.ViewerId).Detach(TerminalErrors.Detached, $"{change.By} ended this connection to the terminal. The terminal goes on.");
                return;
            case { Verb: "take_over", UserId: { } user }:
                foreach (ViewerSession viewer in _viewers)
                {
                    viewer.SetRole(viewer.UserId == user ? "type" : "watch", change.By, "taken_over");
                }

                break;
            default:
                throw new ShellStartException(TerminalErrors.InvalidRequest, $"The terminal host cannot do '{change.Verb}' with viewers.");
        }

        AnnounceViewers();
    }

    private ViewerSession Viewer(string? id) =>
        Array.Find(_viewers, viewer => viewer.Id == id)
        ?? throw new ShellStartException(TerminalErrors.ViewerNotFound, "That viewer is not attached any more. List the viewers of the terminal.");
}
