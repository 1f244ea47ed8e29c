namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>What an instance is doing.</summary>
public enum InstanceStatus
{
    /// <summary>Being made.</summary>
    Creating,

    /// <summary>Its container runs.</summary>
    Running,

    /// <summary>Its container is stopped; data is kept.</summary>
    Stopped,

    /// <summary>Could not be made; see the error.</summary>
    Failed,

    /// <summary>Being removed.</summary>
    Deleting,

    /// <summary>Its node is offline; the last state is unknown.</summary>
    Offline,

    /// <summary>Not yet observed, or its container is missing.</summary>
    Unknown,

    /// <summary>In the trash: stopped, its data kept until it is purged.</summary>
    Trashed,
}
