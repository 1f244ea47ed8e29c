namespace Anchorage.Grains.Abstractions.Shares;

/// <summary>What a share does for an object.</summary>
public enum ShareEffect
{
    /// <summary>It counts.</summary>
    Counts,

    /// <summary>It is about something else.</summary>
    Elsewhere,

    /// <summary>Its sharer does not own the object any more.</summary>
    NotOwner,

    /// <summary>It is switched off.</summary>
    Off,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>The account of its sharer is not active.</summary>
    SharerEnded,
}
