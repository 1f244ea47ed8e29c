using System.Collections.Immutable;

namespace Anchorage.Grains.Audit;

/// <summary>Details of an audit row that callers chose, paths for example: what is not there is left out, what is long is cut.</summary>
public static class AuditDetails
{
    private const int MaxLength = 1000;

    /// <summary>Keeps what has a value.</summary>
    public static ImmutableDictionary<string, string> Of(params (string Name, string? Value)[] details) => details.Where(d => d.Value is not null)
        .ToImmutableDictionary(d => d.Name, d => d.Value!.Length <= MaxLength ? d.Value : d.Value[..MaxLength] + "…", StringComparer.Ordinal);
}
