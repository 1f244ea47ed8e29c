using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using Anchorage.Grains.Mcp;
using ModelContextProtocol.Protocol;

namespace Anchorage.Api.Mcp;

/// <summary>A tool of the MCP server: its name, its shapes and what it takes.</summary>
internal abstract class Tool
{
    /// <summary>How arguments are read: what is unknown or missing is refused, so that a program learns of it.</summary>
    protected static readonly JsonSerializerOptions Reading = Make(strict: true);

    /// <summary>How answers are written.</summary>
    protected static readonly JsonSerializerOptions Writing = Make(strict: false);

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    protected Tool(string name, string title, string description, ToolNature nature, ImmutableArray<string> permissions, Type arguments, Type answer)
    {
        Permissions = permissions;
        Nature = nature;
        Definition = new ModelContextProtocol.Protocol.Tool
        {
            Name = name,
            Title = title,
            Description = description,
            InputSchema = Schema(Reading, arguments),
            OutputSchema = Schema(Writing, answer),
            Annotations = new ToolAnnotations
            {
                Title = title,
                ReadOnlyHint = nature == ToolNature.Reads,
                DestructiveHint = nature == ToolNature.Destroys,
                IdempotentHint = nature == ToolNature.Reads,
                OpenWorldHint = nature == ToolNature.Destroys && permissions.Any(static p => !McpRules.OnlyReads(p)),
            },
        };
    }

    /// <summary>As the protocol shows it.</summary>
    public ModelContextProtocol.Protocol.Tool Definition { get; }

    /// <summary>Whether it changes something.</summary>
    public ToolNature Nature { get; }

    /// <summary>What it takes on its instance; nothing for tools that have none.</summary>
    public ImmutableArray<string> Permissions { get; }

    /// <summary>What a tool between two instances takes on the one that is read.</summary>
    public ImmutableArray<string> SourcePermissions { get; init; } = [];

    /// <summary>Reads and checks the arguments.</summary>
    /// <exception cref="AnchorageException"><c>invalid_request</c>.</exception>
    public abstract object Parse(IDictionary<string, JsonElement>? arguments);

    /// <summary>Does it.</summary>
    public abstract Task<JsonElement> RunAsync(ToolCall call, object arguments);

    /// <summary>Checks what the types cannot say.</summary>
    protected static void Check(object arguments)
    {
        List<ValidationResult> problems = [];
        if (!Validator.TryValidateObject(arguments, new ValidationContext(arguments), problems, validateAllProperties: true))
        {
            string field = JsonNamingPolicy.CamelCase.ConvertName(problems[0].MemberNames.FirstOrDefault() ?? "arguments");
            throw Paging.Invalid(field, problems[0].ErrorMessage ?? "is not valid");
        }
    }

    private static JsonSerializerOptions Make(bool strict)
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web);
        ApiJson.Configure(options);
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.UnmappedMemberHandling = strict ? JsonUnmappedMemberHandling.Disallow : JsonUnmappedMemberHandling.Skip;
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static JsonElement Schema(JsonSerializerOptions options, Type type) => JsonSerializer.SerializeToElement(options.GetJsonSchemaAsNode(type, Exporter));

    /// <summary>Puts what the attributes of a property say into its schema.</summary>
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject node || context.PropertyInfo?.AttributeProvider is not { } property)
        {
            return schema;
        }

        foreach (object attribute in property.GetCustomAttributes(inherit: true))
        {
            switch (attribute)
            {
                case DescriptionAttribute text:
                    node["description"] = text.Description;
                    break;
                case RangeAttribute range:
                    node["minimum"] = Convert.ToInt64(range.Minimum, System.Globalization.CultureInfo.InvariantCulture);
                    node["maximum"] = Convert.ToInt64(range.Maximum, System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case StringLengthAttribute length:
                    node["maxLength"] = length.MaximumLength;
                    break;
                case AllowedValuesAttribute values:
                    node["enum"] = new JsonArray([.. values.Values.Select(static v => JsonValue.Create((string?)v))]);
                    break;
            }
        }

        return node;
    }
}
