using System.Globalization;

namespace Orleans;

/// <summary>How long a caller waits for this method, in place of the silo's default.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute : Attribute
{
    /// <summary>Takes a time span such as <c>00:00:05</c>.</summary>
    public ResponseTimeoutAttribute(string timeout) => Timeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);

    /// <summary>The time a caller waits.</summary>
    public TimeSpan? Timeout { get; init; }
}
