using System.Text.Json;

namespace Anchorage.Cli.Http;

/// <summary>One page of a list.</summary>
internal sealed record Page(IReadOnlyList<JsonElement> Items, string? NextCursor);
