namespace Orleans;

/// <summary>Marks a type that may cross a grain interface.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether parameters of the primary constructor are serialised; true by default for records.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}
