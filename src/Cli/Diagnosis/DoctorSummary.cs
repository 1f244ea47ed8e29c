using System.Text.Json.Serialization;

namespace Anchorage.Cli.Diagnosis;

/// <summary>How many checks ended how.</summary>
internal sealed record DoctorSummary(
    [property: JsonPropertyName("total")] int Total,
    [property: JsonPropertyName("pass")] int Pass,
    [property: JsonPropertyName("warn")] int Warn,
    [property: JsonPropertyName("fail")] int Fail,
    [property: JsonPropertyName("skip")] int Skip);
