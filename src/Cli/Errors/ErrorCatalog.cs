using System.Collections.Frozen;
using System.Text.Json;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Errors;

/// <summary>The error codes that are built in: those of the server (errors.json) and those of this command (cli-errors.json).</summary>
internal sealed class ErrorCatalog
{
    private static readonly Lazy<ErrorCatalog> Embedded = new(() => new ErrorCatalog([.. Read("errors.json"), .. Read("cli-errors.json")]));
    private readonly FrozenDictionary<string, ErrorEntry> _entries;

    /// <summary>Of two entries for one code the first counts, so the server's text wins over this command's.</summary>
    public ErrorCatalog(IEnumerable<ErrorEntry> entries) =>
        _entries = entries.DistinctBy(e => e.Code, StringComparer.Ordinal).ToFrozenDictionary(e => e.Code, StringComparer.Ordinal);

    public static ErrorCatalog BuiltIn => Embedded.Value;

    public IEnumerable<ErrorEntry> All => _entries.Values.OrderBy(e => e.Code, StringComparer.Ordinal);

    public ErrorEntry? Find(string code) => _entries.GetValueOrDefault(code);

    /// <summary>Reads an embedded list.</summary>
    public static ErrorEntry[] Read(string resource)
    {
        using var stream = typeof(ErrorCatalog).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is not part of the program.");
        return JsonSerializer.Deserialize(stream, ApiJson.Default.ErrorEntryArray) ?? [];
    }
}
