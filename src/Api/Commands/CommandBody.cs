using System.Text.Json;

namespace Anchorage.Api.Commands;

internal sealed record CommandBody(string? Type, JsonElement? Payload);
