namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The host refuses a request: a shell could not be started, or what the request is about is not there.</summary>
/// <param name="code">Code of the error registry.</param>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class ShellStartException(string code, string message) : Exception(message)
{
    /// <summary>Code of the error registry.</summary>
    internal string Code { get; } = code;
}
