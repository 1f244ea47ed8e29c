namespace Anchorage.Grains.Operations;

/// <summary>The index of operations.</summary>
public static class OperationIndex
{
    /// <summary>Kind of the documents of all operations.</summary>
    public const string Kind = "operation";

    /// <summary>Kind of the documents of operations that have not ended; what is found there at a start is taken up again.</summary>
    public const string Open = "operation.open";
}
