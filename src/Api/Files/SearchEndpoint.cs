using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.Api.Errors;
using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Anchorage.Api.Files;

/// <summary><c>GET /api/instances/{id}/files/search</c>: a line of JSON for each hit as it is found, and a last one that says how it ended.</summary>
internal static class SearchEndpoint
{
    private const string Lines = "application/x-ndjson";
    private static readonly string[] Excluded = [".git", "node_modules"];

    public static void MapFileSearch(this IEndpointRouteBuilder routes) => routes.MapGet("/api/instances/{id}/files/search", HandleAsync).WithTags("Files")
        .WithSummary("Looks for names and content below a folder; answered line by line.").Produces<SearchLine>(StatusCodes.Status200OK, Lines).WithParameters(
            FileEndpoints.Path,
            Parameter.Query("name", "Part of the name, or with * and ? the whole of it."),
            Parameter.Query("text", "What stands in a line."),
            Parameter.Query("regex", "true: the text is a regular expression.", JsonSchemaType.Boolean),
            Parameter.Query("case", "true: upper and lower case are told apart.", JsonSchemaType.Boolean),
            Parameter.Query("exclude", "A name, with * and ?, that is left out; may be given up to 100 times. By default .git and node_modules; empty for nothing."),
            Parameter.Query("limit", "Most hits, 1 to 10000.", JsonSchemaType.Integer, 1000));

    private static async Task HandleAsync(string id, HttpContext context, FileStreams files)
    {
        IQueryCollection query = context.Request.Query;
        SearchFiles request = new(
            FileEndpoints.PathOf(context),
            Paging.Text(context, "name", 255),
            Paging.Text(context, "text", 1000),
            query["regex"] == "true",
            query["case"] == "true",
            query.ContainsKey("exclude") ? [.. query["exclude"].Where(e => !string.IsNullOrEmpty(e)).OfType<string>()] : Excluded,
            Paging.Number(context, "limit", 1000, 1, 10_000));
        if (request.Name is null && request.Text is null)
        {
            throw Paging.Invalid("name", "or text must be given");
        }

        Caller caller = context.Caller();
        InstanceGrant grant = await files.PermitAsync(caller, id, FileActions.Search, request);
        await files.NoteReadingAsync(caller, grant, request.Path ?? "~");
        await using RightsWatch watch = files.Watch(caller, grant, Permissions.ReadFiles, context.RequestAborted);
        watch.Expect(files.Idle);
        try
        {
            await using NodeStream stream = await files.OpenAsync(grant, watch.Over);
            context.Response.ContentType = Lines;
            context.Response.Headers.CacheControl = "no-store";
            await CopyAsync(stream, grant, context, files, watch);
        }
        catch (Exception e) when (e is AnchorageException or WebSocketException or JsonException || (e is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            AnchorageException problem = e as AnchorageException ?? grant.Silent(watch.Code);
            if (!context.Response.HasStarted)
            {
                throw problem;
            }

            await WriteAsync(context, new SearchLine(Error: Problem.Of(context, problem)), context.RequestAborted);
        }
    }

    private static async Task CopyAsync(NodeStream stream, InstanceGrant grant, HttpContext context, FileStreams files, RightsWatch watch)
    {
        while (await stream.ReadAsync(watch.Over) is { } frame)
        {
            watch.Expect(files.Idle);
            SearchNote note = frame.IsText ? ProtocolJson.Read<SearchNote>(frame.Data.Span) : throw new JsonException();
            if (note.Error is not null)
            {
                throw FileStreams.Failed(grant, note.Error);
            }

            foreach (SearchHit hit in note.Hits ?? [])
            {
                await WriteAsync(context, new SearchLine(Hit: hit), watch.Over);
            }

            if (note.End is not null)
            {
                await WriteAsync(context, new SearchLine(End: note.End), watch.Over);
                return;
            }

            // An empty line of JSON keeps the connection alive, and shows who is gone.
            if (note.Hits is null)
            {
                await WriteAsync(context, new SearchLine(), watch.Over);
            }

            await context.Response.Body.FlushAsync(watch.Over);
        }

        throw grant.Silent();
    }

    private static Task WriteAsync(HttpContext context, SearchLine line, CancellationToken cancellationToken) =>
        context.Response.WriteAsync(JsonSerializer.Serialize(line, ApiJson.Options) + "\n", cancellationToken);
}
