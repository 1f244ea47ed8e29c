using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Anchorage.Api;

/// <summary>A query parameter or header that an endpoint reads by itself, for the description of the API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="In">Where it stands.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">What holds when it is absent; null where that is said in words.</param>
internal sealed record Parameter(string Name, string Description, ParameterLocation In, JsonSchemaType Type, int? Default = null)
{
    /// <summary>Same key, same work: a request whose answer was lost may be sent again.</summary>
    public static readonly Parameter IdempotencyKey = new(
        "Idempotency-Key", "1 to 64 characters of A-Z a-z 0-9 _ -. The same caller and key always name the same operation.", ParameterLocation.Header, JsonSchemaType.String);

    /// <summary>The ETag that must still hold.</summary>
    public static readonly Parameter IfMatch = new(
        "If-Match", "The ETag of the object as it was read; 412 when somebody has changed it since.", ParameterLocation.Header, JsonSchemaType.String);

    /// <summary>Parameters of a list in pages.</summary>
    public static readonly Parameter[] Page =
    [
        new("cursor", "nextCursor of the page before.", ParameterLocation.Query, JsonSchemaType.String),
        new("limit", "Objects of a page, 1 to 200.", ParameterLocation.Query, JsonSchemaType.Integer, 50),
    ];

    /// <summary>A query parameter.</summary>
    public static Parameter Query(string name, string description, JsonSchemaType type = JsonSchemaType.String, int? fallback = null) =>
        new(name, description, ParameterLocation.Query, type, fallback);

    /// <summary>The same in the terms of OpenAPI.</summary>
    public OpenApiParameter ToOpenApi() => new()
    {
        Name = Name,
        In = In,
        Description = Description,
        Schema = new OpenApiSchema { Type = Type, Default = Default is { } value ? JsonValue.Create(value) : null },
    };
}
