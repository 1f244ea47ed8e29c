using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Support;

public sealed partial class StubServer
{
    /// <summary>The SSH keys of the user.</summary>
    public List<JsonObject> SshKeys { get; } = [];

    /// <summary>How many reads a new key takes until it is synced.</summary>
    public int ReadsUntilSynced { get; set; }

    private void MapIdentity()
    {
        _app.MapGet("/api/auth/config", c => JsonAsync(c, new JsonObject { ["setupRequired"] = false, ["signUpEnabled"] = true, ["version"] = "0.1.0", ["engine"] = "single-process" }));
        _app.MapGet("/health/ready", c => JsonAsync(c, new JsonObject { ["status"] = "ok", ["version"] = "0.1.0", ["engine"] = "single-process" }));
        _app.MapPost("/api/auth/token", c => Body(c)["password"]!.GetValue<string>() == Password
            ? JsonAsync(c, new JsonObject { ["token"] = Token, ["apiToken"] = ApiToken("tok-1", Body(c)["label"]!.GetValue<string>()) }, 201)
            : ProblemAsync(c, 401, "invalid_credentials", "User name or password is wrong."));
        _app.MapGet("/api/auth/me", c => JsonAsync(c, new JsonObject { ["user"] = User("ann", "user"), ["credential"] = new JsonObject { ["id"] = "tok-1", ["kind"] = "token", ["scopes"] = new JsonArray("*") } }));
        _app.MapGet("/api/users", c => JsonAsync(c, Page(User("ann", "user"), User("root", "superadmin"))));
        _app.MapPost("/api/users", c => JsonAsync(c, new JsonObject { ["user"] = User(Body(c)["username"]!.GetValue<string>(), Body(c)["role"]?.GetValue<string>() ?? "user"), ["password"] = Body(c)["password"] is null ? "generated-pass" : null }, 201));
        _app.MapGet("/api/tokens", c => JsonAsync(c, Page(ApiToken("tok-1", "laptop"), ApiToken("tok-2", "ci"))));
        _app.MapPost("/api/tokens", c => JsonAsync(c, new JsonObject { ["token"] = "anc_new_one", ["apiToken"] = ApiToken("tok-3", "x") }, 201));
        _app.MapDelete("/api/tokens/{id}", c => NoContent(c));
        _app.MapGet("/api/users/me/ssh-keys", ListKeysAsync);
        _app.MapPost("/api/users/me/ssh-keys", AddKeyAsync);
        _app.MapDelete("/api/users/me/ssh-keys/{id}", c => NoContent(c));
    }

    private Task ListKeysAsync(HttpContext context)
    {
        foreach (var key in SshKeys)
        {
            key["synced"] = ReadsUntilSynced <= 0;
        }

        ReadsUntilSynced--;
        return JsonAsync(context, Page([.. SshKeys.Select(k => k.DeepClone())]));
    }

    private Task AddKeyAsync(HttpContext context)
    {
        var key = new JsonObject
        {
            ["id"] = $"key-{SshKeys.Count + 1}",
            ["label"] = Body(context)["label"]!.GetValue<string>(),
            ["type"] = "ssh-ed25519",
            ["publicKey"] = Body(context)["publicKey"]!.GetValue<string>(),
            ["fingerprint"] = $"SHA256:stub{SshKeys.Count + 1}",
            ["createdAt"] = "2026-11-20T10:00:00Z",
            ["synced"] = ReadsUntilSynced <= 0,
        };
        SshKeys.Add(key);
        return JsonAsync(context, key.DeepClone(), 201);
    }

    private JsonNode Body(HttpContext context) => Bodies[$"{context.Request.Method} {context.Request.Path}"]!;

    private static Task NoContent(HttpContext context)
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static JsonObject Page(params JsonNode[] items) => new() { ["items"] = new JsonArray(items), ["nextCursor"] = null };

    private static JsonObject User(string name, string role) => new()
    {
        ["id"] = $"user-{name}",
        ["username"] = name,
        ["email"] = $"{name}@example.org",
        ["role"] = role,
        ["status"] = "active",
        ["instanceQuota"] = 5,
        ["instanceCount"] = 1,
    };

    private static JsonObject ApiToken(string id, string label) => new() { ["id"] = id, ["label"] = label, ["scopes"] = new JsonArray("*"), ["prefix"] = "anc_te" };
}
