namespace Anchorage.Grains.Abstractions.Errors;

/// <summary>How bad an error is.</summary>
public enum ErrorSeverity
{
    /// <summary>For information.</summary>
    Info,

    /// <summary>Something works with limits.</summary>
    Warning,

    /// <summary>The request failed.</summary>
    Error,

    /// <summary>A part of the product cannot work.</summary>
    Fatal,
}
