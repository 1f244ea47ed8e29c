namespace Orleans.Concurrency;

/// <summary>Calls of this interface method may start while others of the same target have not ended.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute
{
}
