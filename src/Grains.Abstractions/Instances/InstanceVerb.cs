namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>What can be done to an instance.</summary>
public enum InstanceVerb
{
    /// <summary>Run it.</summary>
    Start,

    /// <summary>Stop it gracefully.</summary>
    Stop,

    /// <summary>Stop and run it.</summary>
    Restart,

    /// <summary>Make its container anew.</summary>
    Rebuild,

    /// <summary>Remove it with its data.</summary>
    Delete,
}
