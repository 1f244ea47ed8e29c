namespace Anchorage.Grains.Instances;

/// <summary>The index of instances over all owners.</summary>
public static class InstanceIndex
{
    /// <summary>Kind of the documents.</summary>
    public const string Kind = "instance";
}
