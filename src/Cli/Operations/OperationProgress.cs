namespace Anchorage.Cli.Operations;

/// <summary>One line of progress on stderr where it is not a terminal.</summary>
internal sealed record OperationProgress(string Operation, string? Kind, string State, double Percent, string? Step, string? Message);
