using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anchorage.Grains.Abstractions;

/// <summary>JSON as every front door speaks it: camelCase names and enum values, absent values as null, numbers as numbers.</summary>
public static class ApiJson
{
    /// <summary>The options; frozen.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>Serialises a message as the API shows it.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Applies the settings to options that somebody else owns.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        options.MaxDepth = 32;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Create()
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
