using System.Text.Json;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

internal sealed record GitLine(string? Progress, JsonElement? Result, Problem? Error);
