namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>What kind of failure a call of the Docker Engine ended in.</summary>
internal enum DockerFault
{
    /// <summary>Any other refusal or failure.</summary>
    EngineError,

    /// <summary>The object does not exist.</summary>
    NotFound,

    /// <summary>The image does not exist on this node.</summary>
    ImageMissing,

    /// <summary>The object is in use, or the name is taken.</summary>
    Conflict,

    /// <summary>A host port is taken.</summary>
    PortInUse,

    /// <summary>A subnet is taken by another network.</summary>
    SubnetInUse,

    /// <summary>The engine's disk is full.</summary>
    NoSpace,

    /// <summary>The engine did not understand the request.</summary>
    BadRequest,

    /// <summary>Nothing listens at the endpoint, or the connection broke.</summary>
    Unreachable,

    /// <summary>The socket may not be opened by this account.</summary>
    PermissionDenied,

    /// <summary>The engine did not answer within the deadline.</summary>
    TimedOut,

    /// <summary>The engine speaks no API version that we know.</summary>
    TooOld,
}
