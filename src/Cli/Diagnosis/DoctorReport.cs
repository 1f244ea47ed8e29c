using System.Text.Json.Serialization;

namespace Anchorage.Cli.Diagnosis;

/// <summary>The report of "doctor -o json", schema version 1.</summary>
/// <param name="DowngradeHistory">Lowered modes of earlier sessions; this version has none to report.</param>
internal sealed record DoctorReport(
    [property: JsonPropertyName("schema_version")] int SchemaVersion,
    [property: JsonPropertyName("started_at")] DateTimeOffset StartedAt,
    [property: JsonPropertyName("duration_ms")] long DurationMs,
    [property: JsonPropertyName("downgrade_history")] IReadOnlyList<string> DowngradeHistory,
    [property: JsonPropertyName("summary")] DoctorSummary Summary,
    [property: JsonPropertyName("checks")] IReadOnlyList<DoctorCheck> Checks);
