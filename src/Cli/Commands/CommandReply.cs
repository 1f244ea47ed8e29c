using System.Text.Json;

namespace Anchorage.Cli.Commands;

internal sealed record CommandReply(bool Success, JsonElement Result);
