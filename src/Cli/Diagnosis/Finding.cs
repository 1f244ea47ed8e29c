namespace Anchorage.Cli.Diagnosis;

/// <summary>What a check found.</summary>
internal sealed record Finding(string Status, string Message, string? Code = null, string? Next = null, IReadOnlyDictionary<string, string>? Details = null)
{
    public static Finding Pass(string message, params (string Key, string Value)[] details) =>
        new("pass", message, Details: details.ToDictionary(d => d.Key, d => d.Value));

    /// <summary>Mends it, where that is safe without asking; "--fix" does so. Null where a person must act.</summary>
    public Func<CancellationToken, Task>? Repair { get; init; }

    public static Finding Warn(string code, string message, string next) => new("warn", message, code, next);

    public static Finding Fail(string code, string message, string? next) => new("fail", message, code, next);

    public static Finding Skip(string message) => new("skip", message);
}
