namespace Anchorage.NodeAgent.Nodes;

/// <summary>The server, or our check of it, refuses; trying again the same way is useless.</summary>
/// <param name="code">Stable code, for example <c>invalid_onboarding_key</c> or <c>server_pin_mismatch</c>.</param>
/// <param name="message">A sentence for the operator with the next step.</param>
internal sealed class ServerRefusedException(string code, string message) : Exception(message)
{
    /// <summary>Stable code.</summary>
    public string Code { get; } = code;
}
