using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Anchorage.Api.Mcp;

/// <summary>A tool with typed arguments and a typed answer.</summary>
/// <typeparam name="TArguments">A record; its properties carry their descriptions and limits.</typeparam>
/// <typeparam name="TAnswer">A record.</typeparam>
internal sealed class Tool<TArguments, TAnswer>(
    string name, string title, string description, ToolNature nature, ImmutableArray<string> permissions, Func<ToolCall, TArguments, Task<TAnswer>> run)
    : Tool(name, title, description, nature, permissions, typeof(TArguments), typeof(TAnswer))
    where TArguments : class
{
    /// <inheritdoc/>
    public override object Parse(IDictionary<string, JsonElement>? arguments)
    {
        JsonObject all = new([.. (arguments ?? new Dictionary<string, JsonElement>()).Select(static a => KeyValuePair.Create<string, JsonNode?>(a.Key, JsonSerializer.SerializeToNode(a.Value)))]);
        try
        {
            TArguments parsed = all.Deserialize<TArguments>(Reading) ?? throw new JsonException();
            Check(parsed);
            return parsed;
        }
        catch (JsonException exception)
        {
            // The library's words name the property; values do not stand in them.
            throw Paging.Invalid(exception.Path is { Length: > 2 } path ? path[2..] : "arguments", "do not fit the input schema of the tool");
        }
    }

    /// <inheritdoc/>
    public override async Task<JsonElement> RunAsync(ToolCall call, object arguments) => JsonSerializer.SerializeToElement(await run(call, (TArguments)arguments), Writing);
}
