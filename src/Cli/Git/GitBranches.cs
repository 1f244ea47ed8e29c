using System.Text.Json;

namespace Anchorage.Cli.Git;

internal sealed record GitBranches(IReadOnlyList<JsonElement> Items);
