using Microsoft.OpenApi;

namespace Anchorage.Api.Hosting;

/// <summary>The machine-readable description of the API, <c>/openapi.json</c>. A copy is kept in <c>docs/api/openapi.json</c>.</summary>
internal static class OpenApiDocumentSetup
{
    private const string DocumentName = "v1";
    private const string ProblemSchema = "Problem";
    private const string Description =
        "Control plane for machines, containers, files and terminals. Callers show the cookie anchorage_session or an API token as a bearer value. Errors are application/problem+json with a stable code; /api/errors explains every code.";

    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddOpenApi(DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "Anchorage", Version = "1", Description = Description };
                document.Servers = [];
                document.Components ??= new OpenApiComponents();
                document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
                document.Components.Schemas[ProblemSchema] = Problem();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
                {
                    ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token, anc_..." },
                    ["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "anchorage_session", Description = "The session of a browser." },
                };
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                foreach (Parameter parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<Parameter>())
                {
                    (operation.Parameters ??= []).Add(parameter.ToOpenApi());
                }

                operation.Responses ??= [];
                operation.Responses["default"] = new OpenApiResponse
                {
                    Description = "An error.",
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                    {
                        ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, context.Document) },
                    },
                };
                return Task.CompletedTask;
            });
        });
    }

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi.json");

    private static OpenApiSchema Problem()
    {
        static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
        OpenApiSchema texts = new() { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String } };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "An error (RFC 9457).",
            Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail", "code", "traceId", "args" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = Text("Where the code is explained."),
                ["title"] = Text("The kind of error."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "Status of the answer." },
                ["detail"] = Text("What happened and what to do next."),
                ["code"] = Text("Stable code."),
                ["traceId"] = Text("Names the request in the log."),
                ["args"] = texts,
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "Problems by field, when the request was not valid.",
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
            },
        };
    }
}
