namespace Anchorage.Api.Nodes.Gateway;

internal sealed partial class AgentLinkEndpoint
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Node {NodeId} linked: {LinkId} from {Address}")]
    private partial void LogLinked(string nodeId, string linkId, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Link {LinkId} of node {NodeId} ended: {Code} {Reason}")]
    private partial void LogEnded(string nodeId, string linkId, int code, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A link for node {NodeId} from {Address} was refused: {Reason}")]
    private partial void LogRefused(string nodeId, string address, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Call} of node {NodeId} failed")]
    private partial void LogCallFailed(Exception exception, string call, string nodeId);
}
