using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Nodes;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>One terminal (key <c>term:ID</c>): it knows what exists and who may attach; it sees no output.</summary>
[Alias("anchorage.ITerminalGrain")]
public interface ITerminalGrain : IGrainWithStringKey
{
    /// <summary>Starts a shell (<c>command:cloud_instance</c>).</summary>
    /// <exception cref="Errors.AnchorageException"><c>instance_not_found</c>, <c>instance_stopped</c>, <c>node_offline</c>, <c>terminal_limit</c>.</exception>
    [Alias("Open")]
    Task<TerminalInfo> Open(Caller caller, OpenTerminalRequest request);

    /// <summary>The terminal.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<TerminalInfo> Get(Caller caller);

    /// <summary>Permits reading the screen as text (<c>logs:cloud_instance</c>).</summary>
    /// <param name="scrollback">Newest lines above the screen to read too, 0 to 10,000.</param>
    /// <exception cref="Errors.AnchorageException"><c>terminal_not_found</c>, <c>terminal_lost</c>, <c>invalid_request</c>.</exception>
    [Alias("GrantScreen")]
    Task<StreamGrant> GrantScreen(Caller caller, int scrollback);

    /// <summary>Permits a search through the screen and the lines above it (<c>logs:cloud_instance</c>).</summary>
    /// <exception cref="Errors.AnchorageException"><c>terminal_not_found</c>, <c>terminal_lost</c>, <c>invalid_request</c>.</exception>
    [Alias("GrantSearch")]
    Task<StreamGrant> GrantSearch(Caller caller, TerminalSearch search);

    /// <summary>Begins or ends the recording of the output (<c>command:cloud_instance</c>); repeating it changes nothing.</summary>
    /// <exception cref="Errors.AnchorageException"><c>terminal_lost</c>, <c>recording_limit</c>, <c>recording_failed</c>, <c>recording_required</c> (the instance records always), <c>node_offline</c>.</exception>
    [Alias("SetRecording")]
    Task<TerminalInfo> SetRecording(Caller caller, bool on);

    /// <summary>Makes a one-use ticket, bound to caller, terminal and origin (<c>command:cloud_instance</c>; <c>logs:cloud_instance</c> for a preview).</summary>
    /// <param name="origin">Origin of the page, or null for programs.</param>
    [Alias("CreateTicket")]
    Task<TerminalTicket> CreateTicket(Caller caller, TerminalRole role, string? origin);

    /// <summary>Redeems a ticket; the rights are checked anew.</summary>
    /// <param name="ticket">The ticket as the client showed it.</param>
    /// <param name="origin">Origin of the upgrade request.</param>
    /// <param name="resume">First output byte that the client does not have.</param>
    /// <exception cref="Errors.AnchorageException"><c>ticket_invalid</c>.</exception>
    [Alias("Redeem")]
    Task<TerminalAttachment> Redeem(string ticket, string? origin, long? resume);

    /// <summary>Changes the name or the life (<c>command:cloud_instance</c>).</summary>
    /// <exception cref="Errors.AnchorageException"><c>terminal_not_found</c>, <c>invalid_request</c>, <c>node_offline</c>.</exception>
    [Alias("Update")]
    Task<TerminalInfo> Update(Caller caller, TerminalUpdate update);

    /// <summary>Changes what a viewer may do while it is attached; the viewer is told. <c>command:cloud_instance</c>, but one's own viewer may be made to watch by everybody who sees it.</summary>
    /// <exception cref="Errors.AnchorageException"><c>viewer_not_found</c>, <c>node_offline</c>, <c>forbidden</c>.</exception>
    [Alias("SetViewerRole")]
    Task<TerminalInfo> SetViewerRole(Caller caller, string viewerId, TerminalRole role);

    /// <summary>Ends the connection of a viewer, which is told. One's own, or with <c>command:cloud_instance</c> anybody's.</summary>
    /// <exception cref="Errors.AnchorageException"><c>viewer_not_found</c>, <c>node_offline</c>, <c>forbidden</c>.</exception>
    [Alias("Detach")]
    Task Detach(Caller caller, string viewerId);

    /// <summary>Lets the viewers of the caller type and all others watch (<c>command:cloud_instance</c>); everybody whose role changes is told.</summary>
    /// <exception cref="Errors.AnchorageException"><c>terminal_not_found</c>, <c>node_offline</c>.</exception>
    [Alias("TakeOver")]
    Task<TerminalInfo> TakeOver(Caller caller);

    /// <summary>Ends the shell.</summary>
    [Alias("Close")]
    Task Close(Caller caller);
}
