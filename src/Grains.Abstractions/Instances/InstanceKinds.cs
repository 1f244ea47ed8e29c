namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>Kinds of instances (architecture 1): what can be done with them is the same.</summary>
public static class InstanceKinds
{
    /// <summary>A container that was made on demand.</summary>
    public const string Container = "container";

    /// <summary>An anchored machine; its id is its node's.</summary>
    public const string Machine = "machine";
}
