using System.Text.Json;

namespace Anchorage.Cli.Commands;

internal sealed record CommandRequest(string Type, JsonElement? Payload);
