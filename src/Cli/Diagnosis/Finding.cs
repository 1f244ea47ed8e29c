namespace Anchorage.Cli.Diagnosis;

/// <summary>What a check found.</summary>
internal sealed record Finding(string Status, string Message, string? Code = null, string? Next = null, IReadOnlyDictionary<string, string>? Details = null)
{
    public static Finding Pass(string message, params (string Key, string Value)[] details) =>
        new("pass", message, Details: details.ToDictionary(d => d.Key, d => d.Value));

    public static Finding Warn(string code, string message, string next) => new("warn", message, code, next);

    public static Finding Fail(string code, string message, string? next) => new("fail", message, code, next);

    public static Finding Skip(string message) => new("skip", message);
}
