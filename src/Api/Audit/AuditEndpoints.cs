using Anchorage.Api.Identity;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Audit;

namespace Anchorage.Api.Audit;

/// <summary>The audit.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/audit", ListAsync).WithTags("Audit").WithSummary("The audit, newest first.").Produces<AuditPage>().WithParameters(
        [
            Parameter.Query("action", "Exactly this action."),
            Parameter.Query("actor", "Id of who did it."),
            Parameter.Query("objectKind", "Kind of what it was done to."),
            Parameter.Query("objectId", "Id of what it was done to."),
            Parameter.Query("since", "Not before this time (RFC 3339)."),
            Parameter.Query("until", "Before this time (RFC 3339)."),
            Parameter.Query("q", "Text in names and details."),
            Parameter.Query("outcome", "How it ended."),
            .. Parameter.Page,
        ]);

    private static async Task<IResult> ListAsync(HttpContext context, AuditLists lists) => Json.Ok(await lists.List(context.Caller(), new AuditQuery
    {
        Action = Paging.Text(context, "action"),
        ActorId = Paging.Text(context, "actor"),
        ObjectKind = Paging.Text(context, "objectKind"),
        ObjectId = Paging.Text(context, "objectId"),
        Since = Paging.Time(context, "since"),
        Until = Paging.Time(context, "until"),
        Text = Paging.Text(context, "q"),
        Outcome = Paging.Word<AuditResult>(context, "outcome"),
        Cursor = Paging.Cursor(context),
        Limit = Paging.Limit(context),
    }));
}
