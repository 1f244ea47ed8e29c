namespace Anchorage.Silo.Storage;

/// <summary>What the database is like at the moment.</summary>
/// <param name="Problem">What is wrong; <see cref="StorageProblem.None"/> when it works.</param>
/// <param name="Message">A sentence that names the file and the next step; empty when it works.</param>
public sealed record StorageHealth(StorageProblem Problem, string Message)
{
    /// <summary>It works.</summary>
    public static StorageHealth Open { get; } = new(StorageProblem.None, "");

    /// <summary>True when it works.</summary>
    public bool IsOpen => Problem == StorageProblem.None;
}
