using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Support;

public sealed partial class StubServer
{
    private const string CastText = "{\"version\":2,\"width\":80,\"height\":24}\n[0,\"o\",\"hello\"]\n";

    private void MapTerminals()
    {
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
            ["terminal"] = new JsonObject { ["id"] = (string)c.Request.RouteValues["id"]!, ["instanceId"] = "inst-1", ["state"] = "open", ["recording"] = Body(c)["on"]!.GetValue<bool>() ? "r1" : null },
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
}
