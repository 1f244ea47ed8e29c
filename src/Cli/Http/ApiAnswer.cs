using System.Text.Json;

namespace Anchorage.Cli.Http;

/// <summary>An answer twice: the part this command understands, and the whole document for -o json, so that fields of a newer server are not lost.</summary>
internal sealed record ApiAnswer<T>(T Value, JsonElement Raw);
