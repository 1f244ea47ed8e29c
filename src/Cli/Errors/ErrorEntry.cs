namespace Anchorage.Cli.Errors;

/// <summary>The explanation of one error code.</summary>
/// <param name="Status">The HTTP status; null for codes of this command.</param>
/// <param name="Severity">info, warning, error or fatal.</param>
internal sealed record ErrorEntry(string Code, int? Status, string? Severity, string Message, string? Cause, string? Fix);
