namespace Anchorage.Cli.Diagnosis;

/// <summary>Answer of /health/ready.</summary>
internal sealed record Readiness(string? Status, string? Version, string? Engine);
