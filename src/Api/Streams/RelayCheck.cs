using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Streams;

/// <summary>Whether a relay may go on.</summary>
/// <param name="WhyNot">Asked each second; null, or the error code that says why it must end.</param>
/// <param name="Notice">Text frame that tells the client the code before its socket is closed; null when its protocol has none.</param>
internal sealed record RelayCheck(Func<CancellationToken, ValueTask<string?>> WhyNot, Func<string, byte[]>? Notice = null)
{
    /// <summary>Who is signed out: sign in again.</summary>
    public const int SignedOut = 4401;

    /// <summary>What the stream led to is gone.</summary>
    public const int Gone = 4404;

    /// <summary>The close code for an error code; the reason beside it is the error code.</summary>
    public static int CloseCode(string code) =>
        code == ErrorCodes.NotSignedIn || code.StartsWith("signed_out_", StringComparison.Ordinal) ? SignedOut
        : code.EndsWith("_not_found", StringComparison.Ordinal) ? Gone
        : LinkCloseCodes.Revoked;
}
