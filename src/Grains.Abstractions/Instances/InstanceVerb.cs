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

    /// <summary>Stop it and put it into the trash, from where it can come back for a time.</summary>
    Trash,

    /// <summary>Take it out of the trash and run it.</summary>
    Restore,

    /// <summary>Run an operation in it that its node's administrator defined.</summary>
    Execute,
}
