using System.Collections.Immutable;
using System.Text.Json;
using Anchorage.Api.Hosting;
using Anchorage.Api.Identity;
using Anchorage.Grains.Abstractions.Commands;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Audit;

namespace Anchorage.Api.Commands;

/// <summary>Instances and their commands, in the routes and shapes of system D (inventory D4, D6, D8).</summary>
internal static class CloudInstanceEndpoints
{
    private const int MaxCommand = 12 * 1024 * 1024;

    public static void MapCloudInstances(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/cloud").WithTags("Commands");
        group.MapGet("/instances", async (HttpContext context, CloudInstances instances) => Json.Ok(List(await instances.ListAsync(context.Caller()))))
            .WithSummary("One's own instances and those that are shared with oneself.").Produces<CloudInstanceList>();
        group.MapPost("/instances/refresh", async (HttpContext context, CloudInstances instances) => Json.Ok(List(await instances.RefreshAsync(context.Caller(), context.RequestAborted))))
            .WithSummary("Asks every instance that one sees how it is.").Produces<CloudInstanceList>();
        group.MapGet("/instance/{id}/status", StatusAsync).WithSummary("Asks an instance how it is.").Produces<CloudStatusAnswer>();
        group.MapGet("/instance/{id}/info", InfoAsync).WithSummary("What is known of an instance.").Produces<CloudInfoAnswer>();
        group.MapPost("/instance/{id}/disconnect", DisconnectAsync).WithSummary("Ends what is connected to an instance.").Produces<DisconnectAnswer>();
        group.MapPost("/instance/{id}/command", CommandAsync).WithSummary("Runs a command of the list.").Accepts<CommandBody>("application/json").Produces<CommandAnswer>();
    }

    /// <summary>True for the routes whose body may be content.</summary>
    internal static bool TakesLargeBody(HttpRequest request) => request.Path.Value is { } path && path.StartsWith("/api/cloud/instance/", StringComparison.Ordinal)
        && (path.EndsWith("/command", StringComparison.Ordinal) || path.EndsWith("/chunk", StringComparison.Ordinal));

    private static CloudInstanceList List(ImmutableArray<CloudInstance> instances) => new(true, instances, new CloudStats(instances.Length));

    private static async Task<IResult> StatusAsync(string id, HttpContext context, CloudInstances instances)
    {
        InstanceCheck check = await instances.PingAsync(context.Caller(), id);
        CloudInstances.RequireAnswer(check);
        CloudInstance seen = CloudInstance.Of(check);
        return Json.Ok(new CloudStatusAnswer(true, seen.Status, seen.Online, seen.ResponseTime, seen.Health, seen));
    }

    private static async Task<IResult> InfoAsync(string id, HttpContext context, CloudInstances instances)
    {
        InstanceCheck check = await instances.PingAsync(context.Caller(), id);
        if (check.Measured is null)
        {
            CloudInstances.RequireAnswer(check);
        }

        return Json.Ok(new CloudInfoAnswer(true, CloudInstance.Of(check).DetailedInfo!));
    }

    private static async Task<IResult> DisconnectAsync(string id, HttpContext context, CloudInstances instances, IGrainFactory grains, AuditTrail audit)
    {
        Caller caller = context.Caller();
        string instance = await instances.ResolveAsync(caller, id);
        InstanceAccess access = await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instance)).Permit(caller, Permissions.CommandInstance, mustRun: false);
        DisconnectAnswer answer = await audit.Run(caller, AuditActions.InstanceDisconnected, access.Resource, async () =>
        {
            ImmutableArray<string> terminals = await grains.GetGrain<IInstanceTerminalsGrain>(GrainKeys.InstanceTerminals(instance)).List();
            foreach (string terminal in terminals)
            {
                await grains.GetGrain<ITerminalGrain>(GrainKeys.Terminal(terminal)).Close(caller);
            }

            bool link = access.IsMachine && await grains.GetGrain<INodeSystemGrain>(GrainKeys.Node(access.NodeId)).Disconnect();
            return new DisconnectAnswer(true, terminals.Length, link);
        });
        return Json.Ok(answer);
    }

    private static async Task<IResult> CommandAsync(string id, HttpContext context, CommandRunner commands, CloudInstances instances)
    {
        BodyLimit.Lift(context, MaxCommand);
        CommandBody body = await Json.ReadAsync<CommandBody>(context, MaxCommand);
        string instance = await instances.ResolveAsync(context.Caller(), id);
        JsonElement payload = body.Payload is { ValueKind: not JsonValueKind.Null } given ? given : JsonElement.Parse("{}");
        return Json.Ok(new CommandAnswer(true, await commands.RunAsync(context.Caller(), instance, body.Type, payload, context.RequestAborted)));
    }
}
