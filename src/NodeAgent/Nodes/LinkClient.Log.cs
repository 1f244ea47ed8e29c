using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Nodes;

internal sealed partial class LinkClient
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Linked to the server: link {LinkId}, protocol {Version}")]
    private partial void LogWelcome(string linkId, int version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The link ended ({Code} {Reason}); next try in {Seconds:0.0} s, failures {Failures}")]
    private partial void LogWaiting(int code, string reason, double seconds, int failures);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: {Problem}")]
    private partial void LogNotTrusted(string code, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Re-anchor needed: the server refuses this node ({Reason}). Make an onboarding key in the dashboard (Nodes) and write it to the agent's key file.")]
    private partial void LogReanchor(string reason);
}
