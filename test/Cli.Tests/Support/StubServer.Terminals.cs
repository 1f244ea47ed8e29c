using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Support;

public sealed partial class StubServer
{
    private const string CastText = "{\"version\":2,\"width\":80,\"height\":24}\n[0,\"o\",\"hello\"]\n";

    /// <summary>Ids of the terminals of the instance "web".</summary>
    public List<string> Terminals { get; } = ["t1"];

    private void MapTerminals()
    {
        _app.MapGet("/api/terminals", c => JsonAsync(c, Page([.. (c.Request.Query["instanceId"] == "web" ? Terminals : []).Select(id => Terminal(id, null))])));
        _app.MapGet("/api/terminals/{id}", c => Terminals.Contains((string)c.Request.RouteValues["id"]!)
            ? JsonAsync(c, Terminal((string)c.Request.RouteValues["id"]!, null))
            : ProblemAsync(c, 404, "terminal_not_found", "There is no such terminal."));
        _app.MapGet("/api/terminals/{id}/screen", c => JsonAsync(c, new JsonObject
        {
            ["columns"] = 80,
            ["rows"] = 3,
            ["lines"] = new JsonArray("$ make", "done", ""),
            ["scrollback"] = c.Request.Query["scrollback"] == "0" ? new JsonArray() : new JsonArray("above"),
        }));
        _app.MapGet("/api/terminals/{id}/search", c => JsonAsync(c, new JsonObject
        {
            ["matches"] = new JsonArray(new JsonObject { ["line"] = 7, ["column"] = 2, ["length"] = 4, ["text"] = "$ make" }),
            ["truncated"] = true,
        }));
        _app.MapPut("/api/terminals/{id}/recording", c => JsonAsync(c, new JsonObject
        {
            ["terminal"] = Terminal((string)c.Request.RouteValues["id"]!, Body(c)["on"]!.GetValue<bool>() ? "r1" : null),
        }));
        _app.MapGet("/api/recordings", c => JsonAsync(c, Page(new JsonObject
        {
            ["id"] = "r1", ["instanceId"] = "inst-web", ["terminalId"] = "t1", ["title"] = "vim", ["state"] = "ended", ["reason"] = "stopped",
            ["startedAt"] = "2026-11-20T10:00:00Z", ["seconds"] = 12.4, ["bytes"] = 2048, ["startedBy"] = new JsonObject { ["id"] = "user-ann", ["name"] = "ann" },
        })));
        _app.MapGet("/api/recordings/{id}/cast", c => (string)c.Request.RouteValues["id"]! == "r1"
            ? c.Response.WriteAsync(CastText)
            : ProblemAsync(c, 404, "recording_not_found", "There is no such recording."));
        _app.MapDelete("/api/recordings/{id}", c => NoContent(c));
    }

    private static JsonObject Terminal(string id, string? recording) => new()
    {
        ["id"] = id, ["instanceId"] = "inst-web", ["title"] = "", ["state"] = "open", ["recording"] = recording,
    };
}
