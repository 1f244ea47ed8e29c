using System.Text.Json;

namespace Anchorage.Cli.Git;

internal sealed record GitRepositories(IReadOnlyList<JsonElement> Items, bool Cut);
