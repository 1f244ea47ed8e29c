namespace Anchorage.NodeAgent.Nodes;

/// <summary>A setting has a value that the agent cannot work with; the text names the setting and what is allowed.</summary>
/// <param name="message">For the operator.</param>
public sealed class AgentOptionsException(string message) : Exception(message);
