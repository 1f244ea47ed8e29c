using System.Text.Json;

namespace Anchorage.Cli.Terminals;

internal sealed record TerminalCreated(JsonElement Terminal);
