namespace Anchorage.Cli.Operations;

/// <summary>Why an operation failed.</summary>
internal sealed record OperationError(string Code, string? Message);
