using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.NodeAgent.Protocol.Terminals;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Anchorage.Api.Terminals;

/// <summary>Reading what terminals show. The text comes from the agent over a stream, never through a grain.</summary>
internal static class ScreenEndpoints
{
    private const int MaxScrollback = 10_000;

    public static void MapScreens(this RouteGroupBuilder terminals)
    {
        terminals.MapGet("/{id}/screen", ScreenAsync).WithSummary("What a terminal shows, as text.").Produces<ScreenText>()
            .WithParameters(Parameter.Query("scrollback", "Lines above the screen, the newest ones; 0 to 10000.", JsonSchemaType.Integer));
        terminals.MapGet("/{id}/search", SearchAsync).WithSummary("Searches the screen and the lines above it.").Produces<SearchResult>().WithParameters(
            Parameter.Query("q", "What to look for, 1 to 256 characters."),
            Parameter.Query("regex", "true for a regular expression, without back-references and look-around.", JsonSchemaType.Boolean),
            Parameter.Query("matchCase", "true to tell upper from lower case.", JsonSchemaType.Boolean),
            Parameter.Query("limit", "Most matches, 1 to 1000; 100 by default.", JsonSchemaType.Integer));
    }

    private static async Task<IResult> ScreenAsync(string id, HttpContext context, IGrainFactory grains, IStreamBroker broker)
    {
        int scrollback = Paging.Number(context, "scrollback", 0, 0, MaxScrollback);
        StreamGrant grant = await Terminal(grains, id).GrantScreen(context.Caller(), scrollback);
        return Json.Ok(await StreamJson.ReadAsync<ScreenText>(broker, grant, context.RequestAborted));
    }

    private static async Task<IResult> SearchAsync(string id, HttpContext context, IGrainFactory grains, IStreamBroker broker)
    {
        TerminalSearch search = new(
            Paging.Text(context, "q", 256) ?? throw Paging.Invalid("q", "is missing"),
            context.Request.Query["regex"] == "true",
            context.Request.Query["matchCase"] == "true",
            Paging.Number(context, "limit", 100, 1, 1000));
        StreamGrant grant = await Terminal(grains, id).GrantSearch(context.Caller(), search);
        return Json.Ok(await StreamJson.ReadAsync<SearchResult>(broker, grant, context.RequestAborted));
    }

    private static ITerminalGrain Terminal(IGrainFactory grains, string id) => grains.GetGrain<ITerminalGrain>(GrainKeys.Terminal(id));
}
