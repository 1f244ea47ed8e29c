using Anchorage.Api.Identity;
using Anchorage.Grains;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Terminals;

namespace Anchorage.Api.Terminals;

/// <summary>Terminals of instances.</summary>
internal static class TerminalEndpoints
{
    public static void MapTerminals(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/terminals").WithTags("Terminals");
        group.MapGet("/", ListAsync).WithSummary("Terminals, oldest first.").Produces<ItemList<TerminalInfo>>().WithParameters(Parameter.Query("instanceId", "Those of one instance, by its id or own name."));
        group.MapPost("/", OpenAsync).WithSummary("Starts a shell.").Accepts<OpenTerminalBody>("application/json").Produces<TerminalAnswer>(StatusCodes.Status201Created)
            .WithParameters(Parameter.IdempotencyKey);
        group.MapGet("/{id}", async (string id, HttpContext context, IGrainFactory grains) => Json.Ok(await Terminal(grains, id).Get(context.Caller())))
            .WithSummary("A terminal.").Produces<TerminalInfo>();
        group.MapPost("/{id}/ticket", TicketAsync).WithSummary("Makes a one-use ticket for the socket.").Accepts<TicketBody>("application/json").Produces<TerminalTicket>()
            .RequireRateLimiting(RateLimits.TerminalTickets);
        group.MapPatch("/{id}", UpdateAsync).WithSummary("Changes name or life.").Accepts<TerminalPatch>("application/json").Produces<TerminalInfo>();
        group.MapPut("/{id}/viewers/{viewer}", SetRoleAsync).WithSummary("Changes what a viewer may do while it is attached.").Accepts<TicketBody>("application/json").Produces<TerminalInfo>();
        group.MapDelete("/{id}/viewers/{viewer}", DetachAsync).WithSummary("Ends the connection of a viewer.").Produces(StatusCodes.Status204NoContent);
        group.MapPost("/{id}/take-over", async (string id, HttpContext context, IGrainFactory grains) => Json.Ok(await Terminal(grains, id).TakeOver(context.Caller())))
            .WithSummary("Lets only the caller type; the others watch.").Produces<TerminalInfo>();
        group.MapPut("/{id}/recording", RecordAsync).WithSummary("Begins or ends the recording of its output.").Accepts<RecordingBody>("application/json").Produces<TerminalAnswer>();
        group.MapDelete("/{id}", CloseAsync).WithSummary("Ends the shell.").Produces(StatusCodes.Status204NoContent);
        group.MapScreens();
        routes.MapGet("/ws/terminal", TerminalSocket.HandleAsync).ExcludeFromDescription().RequireRateLimiting(RateLimits.TerminalSockets);
    }

    private static ITerminalGrain Terminal(IGrainFactory grains, string id) => grains.GetGrain<ITerminalGrain>(GrainKeys.Terminal(id));

    private static async Task<IResult> ListAsync(HttpContext context, TerminalLists lists, InstanceLists instances)
    {
        string? instance = Paging.Text(context, "instanceId");
        context.RequireUser();
        return Json.Ok(new { items = await lists.List(context.Caller(), instance is null ? null : await instances.Resolve(context.Caller(), instance)) });
    }

    private static async Task<IResult> OpenAsync(HttpContext context, IGrainFactory grains, InstanceLists instances, IIdSource ids)
    {
        OpenTerminalBody body = await Json.ReadAsync<OpenTerminalBody>(context);
        string instance = await instances.Resolve(context.Caller(), body.InstanceId ?? throw Paging.Invalid("instanceId", "is missing"));
        TerminalInfo terminal = await Terminal(grains, IdempotencyKey.IdOf(context, ids))
            .Open(context.Caller(), new OpenTerminalRequest(instance, body.Columns ?? 80, body.Rows ?? 24, body.Shell, body.Name, body.EndWhenLastViewerLeaves ?? false, body.Root ?? false));
        return Json.Status(StatusCodes.Status201Created, new TerminalAnswer(terminal));
    }

    private static async Task<IResult> TicketAsync(string id, HttpContext context, IGrainFactory grains)
    {
        TicketBody body = await Json.ReadAsync<TicketBody>(context);
        string? origin = context.Request.Headers.Origin.ToString() is { Length: > 0 } header ? header : null;
        return Json.Ok(await Terminal(grains, id).CreateTicket(context.Caller(), body.Role ?? TerminalRole.Type, origin));
    }

    private static async Task<IResult> RecordAsync(string id, HttpContext context, IGrainFactory grains)
    {
        RecordingBody body = await Json.ReadAsync<RecordingBody>(context);
        return Json.Ok(new TerminalAnswer(await Terminal(grains, id).SetRecording(context.Caller(), body.On ?? throw Paging.Invalid("on", "is missing"))));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, IGrainFactory grains)
    {
        TerminalPatch body = await Json.ReadAsync<TerminalPatch>(context);
        return Json.Ok(await Terminal(grains, id).Update(context.Caller(), new TerminalUpdate(body.Name, body.EndWhenLastViewerLeaves)));
    }

    private static async Task<IResult> SetRoleAsync(string id, string viewer, HttpContext context, IGrainFactory grains)
    {
        TicketBody body = await Json.ReadAsync<TicketBody>(context);
        TerminalRole role = body.Role ?? throw Paging.Invalid("role", "must be type or watch");
        return Json.Ok(await Terminal(grains, id).SetViewerRole(context.Caller(), Viewer(viewer), role));
    }

    private static async Task<IResult> DetachAsync(string id, string viewer, HttpContext context, IGrainFactory grains)
    {
        await Terminal(grains, id).Detach(context.Caller(), Viewer(viewer));
        return Results.NoContent();
    }

    private static string Viewer(string id) =>
        id.Length <= 64 && id.All(char.IsAsciiLetterOrDigit) ? id : throw new AnchorageException(ErrorCodes.ViewerNotFound, ("viewer", "that name"));

    private static async Task<IResult> CloseAsync(string id, HttpContext context, IGrainFactory grains)
    {
        await Terminal(grains, id).Close(context.Caller());
        return Results.NoContent();
    }
}
