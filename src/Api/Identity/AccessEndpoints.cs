using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Instances;

namespace Anchorage.Api.Identity;

/// <summary>Why somebody may do something, and what somebody sees.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/access/why", WhyAsync).WithTags("Accounts").WithSummary("Why an account may do something, or may not.").Produces<AccessExplanation>()
            .WithParameters(
                Parameter.Query("permission", "Name of the permission."),
                Parameter.Query("user", "Id, user name or e-mail address; oneself without it."),
                Parameter.Query("instance", "Id or own name; only for permissions that are about one."));
        routes.MapPost("/api/users/{id}/view", BeginAsync).WithTags("Accounts").WithSummary("Shows what an account sees; nothing can be done as the account.").Produces<AccountView>();
        routes.MapDelete("/api/users/{id}/view", EndAsync).WithTags("Accounts").WithSummary("Notes that one looks no more.").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> WhyAsync(HttpContext context, AccessQuestions questions, InstanceLists instances)
    {
        string permission = Paging.Text(context, "permission") ?? throw Paging.Invalid("permission", "names what is asked, such as command:cloud_instance");
        string user = Paging.Text(context, "user") ?? context.RequireUser();
        string? instance = Paging.Text(context, "instance") is { } named ? await instances.Resolve(context.Caller(), named) : null;
        return Json.Ok(await questions.Why(context.Caller(), user, permission, instance));
    }

    private static async Task<IResult> BeginAsync(string id, HttpContext context, AccessQuestions questions) => Json.Ok(await questions.BeginView(context.Caller(), id));

    private static async Task<IResult> EndAsync(string id, HttpContext context, AccessQuestions questions)
    {
        await questions.EndView(context.Caller(), id);
        return Results.NoContent();
    }
}
