namespace Orleans.Serialization;

/// <summary>A value of this type may not cross a grain interface.</summary>
[GenerateSerializer]
public sealed class CodecNotFoundException : SerializerException
{
    /// <summary>With a message that names the type.</summary>
    public CodecNotFoundException(string message)
        : base(message)
    {
    }
}
