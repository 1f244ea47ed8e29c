using System.Text.Json;

namespace Anchorage.Cli.Git;

internal sealed record GitAudit(IReadOnlyList<JsonElement> Items);
