namespace Anchorage.Grains.Instances;

/// <summary>The index of instances over all owners.</summary>
public static class InstanceIndex
{
    /// <summary>Kind of the documents.</summary>
    public const string Kind = "instance";

    /// <summary>Kind of the documents of instances in the trash, ordered by when they are due to be purged.</summary>
    public const string Trash = "trash";
}
