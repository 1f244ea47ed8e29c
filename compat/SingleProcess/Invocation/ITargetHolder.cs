namespace Orleans.Serialization.Invocation;

/// <summary>Holds the object on which calls are executed.</summary>
public interface ITargetHolder
{
    /// <summary>The object.</summary>
    object? GetTarget();

    /// <summary>The object or one of its parts that has this type, or null.</summary>
    object? GetComponent(Type componentType);
}
