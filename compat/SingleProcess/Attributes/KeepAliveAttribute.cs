namespace Orleans;

/// <summary>Idle collection never takes grains of this class.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class KeepAliveAttribute : Attribute
{
}
