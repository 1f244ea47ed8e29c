using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Support;

public sealed partial class StubServer
{
    private readonly ConcurrentDictionary<string, int> _polls = new();

    public ConcurrentDictionary<string, JsonObject> Instances { get; } = new();

    /// <summary>Operations never end while this is false.</summary>
    public bool OperationsEnd { get; set; } = true;

    /// <summary>How operations end: succeeded, or failed with this code.</summary>
    public string? OperationError { get; set; }

    public void AddInstance(string name, string status = "running")
    {
        Instances[name] = new JsonObject
        {
            ["id"] = $"inst-{name}",
            ["name"] = name,
            ["kind"] = "container",
            ["owner"] = new JsonObject { ["id"] = "user-ann", ["name"] = "ann" },
            ["status"] = status,
            ["node"] = new JsonObject { ["id"] = "node-1", ["name"] = "quay", ["address"] = "127.0.0.1", ["online"] = true },
            ["image"] = new JsonObject { ["id"] = "ubuntu", ["title"] = "Ubuntu 24.04" },
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "ssh", ["container"] = 22, ["host"] = 20000, ["address"] = "127.0.0.1", ["reachable"] = true }),
            ["sshCommand"] = "ssh -p 20000 root@127.0.0.1",
            ["limits"] = new JsonObject { ["memoryMb"] = 1024, ["cpus"] = 1.5, ["pids"] = 256 },
            ["restartPolicy"] = "unless-stopped",
            ["createdAt"] = "2026-11-20T10:00:00Z",
            ["futureField"] = "kept",
        };
    }

    private void MapInstances()
    {
        _app.MapGet("/api/instances", c => JsonAsync(c, Page([.. Instances.Values.OrderBy(i => i["name"]!.GetValue<string>()).Select(i => i.DeepClone())])));
        _app.MapPost("/api/instances", CreateAsync);
        _app.MapGet("/api/instances/{id}", c => Find(c) is { } instance ? JsonAsync(c, instance.DeepClone()) : MissingAsync(c));
        _app.MapPatch("/api/instances/{id}", c => Find(c) is { } instance ? JsonAsync(c, instance.DeepClone()) : MissingAsync(c));
        _app.MapDelete("/api/instances/{id}", DeleteAsync);
        _app.MapGet("/api/instances/{id}/logs", c => JsonAsync(c, new JsonObject
        {
            ["lines"] = new JsonArray(new JsonObject { ["at"] = "2026-11-20T10:00:00Z", ["stream"] = "stdout", ["text"] = "hello" }, new JsonObject { ["at"] = "2026-11-20T10:00:01Z", ["stream"] = "stderr", ["text"] = "world" }),
            ["truncated"] = false,
        }));
        _app.MapPost("/api/instances/{id}/{action}", ChangeAsync);
        _app.MapGet("/api/operations", c => JsonAsync(c, Page(Operation("op-1", "instance.create", "succeeded", 100))));
        _app.MapGet("/api/operations/{id}", PollAsync);
        _app.MapPost("/api/operations/{id}/cancel", c => NoContent(c));
    }

    private Task CreateAsync(HttpContext context)
    {
        var name = Body(context)["name"]?.GetValue<string>() ?? "calm-otter";
        AddInstance(name);
        return JsonAsync(context, new JsonObject { ["instance"] = Instances[name].DeepClone(), ["operation"] = Operation($"op-create-{name}", "instance.create", "pending", 0) }, 202);
    }

    private Task DeleteAsync(HttpContext context)
    {
        if (Find(context) is not { } instance)
        {
            return MissingAsync(context);
        }

        if (context.Request.Query["purge"] != "true")
        {
            instance["status"] = "trashed";
            return JsonAsync(context, new JsonObject { ["instance"] = instance.DeepClone(), ["operation"] = Operation("op-trash", "instance.trash", "pending", 0) }, 202);
        }

        Instances.TryRemove(instance["name"]!.GetValue<string>(), out _);
        return JsonAsync(context, new JsonObject { ["operation"] = Operation("op-delete", "instance.delete", "pending", 0) }, 202);
    }

    private Task ChangeAsync(HttpContext context)
    {
        if (Find(context) is not { } instance)
        {
            return MissingAsync(context);
        }

        var action = (string)context.Request.RouteValues["action"]!;
        var status = action == "stop" ? "stopped" : "running";
        var already = action is "start" or "stop" && instance["status"]!.GetValue<string>() == status;
        instance["status"] = status;
        return JsonAsync(
            context,
            new JsonObject { ["instance"] = instance.DeepClone(), ["operation"] = already ? null : Operation($"op-{action}", $"instance.{action}", "pending", 0) },
            already ? 200 : 202);
    }

    // Every poll moves it on: 40 %, then the end.
    private Task PollAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var polls = _polls.AddOrUpdate(id, 1, static (_, n) => n + 1);
        var operation = !OperationsEnd || polls == 1 ? Operation(id, "instance.create", "running", 40) : Operation(id, "instance.create", OperationError is null ? "succeeded" : "failed", 100);
        return JsonAsync(context, operation);
    }

    private JsonObject Operation(string id, string kind, string state, int percent) => new()
    {
        ["id"] = id,
        ["kind"] = kind,
        ["state"] = state,
        ["progressPercent"] = percent,
        ["step"] = percent < 100 ? "pull" : "done",
        ["message"] = percent < 100 ? "Fetching the image" : "Ready",
        ["target"] = new JsonObject { ["kind"] = "instance", ["id"] = "inst-web", ["name"] = "web" },
        ["error"] = state == "failed" ? new JsonObject { ["code"] = OperationError, ["message"] = "The image is not there." } : null,
    };

    private JsonObject? Find(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        return Instances.Values.FirstOrDefault(i => i["id"]!.GetValue<string>() == id || i["name"]!.GetValue<string>() == id);
    }

    private static Task MissingAsync(HttpContext context) =>
        ProblemAsync(context, 404, "instance_not_found", $"There is no instance \"{context.Request.RouteValues["id"]}\".");
}
