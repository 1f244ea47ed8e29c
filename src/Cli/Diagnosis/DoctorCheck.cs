using System.Text.Json.Serialization;

namespace Anchorage.Cli.Diagnosis;

/// <summary>One check: status pass, warn, fail or skip; a code that "explain" knows unless it passed.</summary>
internal sealed record DoctorCheck(
    [property: JsonPropertyName("domain")] string Domain,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("code"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("next_action"), JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextAction,
    [property: JsonPropertyName("details")] IReadOnlyDictionary<string, string> Details,
    [property: JsonPropertyName("fix_applied")] bool FixApplied,
    [property: JsonPropertyName("fix_failed")] bool FixFailed,
    [property: JsonPropertyName("duration_ms")] long DurationMs);
