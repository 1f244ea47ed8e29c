using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>The kinds of a <see cref="LinkFrame"/>; on the wire in lower camel case.</summary>
[JsonConverter(typeof(LinkFrameKindConverter))]
public enum LinkFrameKind
{
    /// <summary>First frame of the server: <see cref="LinkChallenge"/>.</summary>
    Challenge,

    /// <summary>First frame of the agent: <see cref="LinkHello"/>.</summary>
    Hello,

    /// <summary>The server accepts the hello: <see cref="LinkWelcome"/>.</summary>
    Welcome,

    /// <summary>A message that is answered with <see cref="Response"/> under the same id.</summary>
    Request,

    /// <summary>The answer to a request.</summary>
    Response,

    /// <summary>A message without an answer.</summary>
    Event,
}
