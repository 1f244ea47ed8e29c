using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.Api.Tests.Hosting;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Tests.Authorisation;

/// <summary>A sensible request to each endpoint, so that only rights decide.</summary>
internal static class MatrixCalls
{
    private const string Door = "door-of-all";

    public static async Task PrepareAsync(TestServer server) => await server.NewPersonAsync(name: Door);

    /// <summary>Sends it and tells the status.</summary>
    public static async Task<int> SendAsync(MatrixWorld world, MatrixRow row, Person caller, bool fresh)
    {
        string path = await PathAsync(world, row, fresh);
        if (row.Route.StartsWith("/ws/", StringComparison.Ordinal) || row.Route is "/hubs/cloud" or "/agent/link" or "/agent/stream")
        {
            (ClientWebSocket? socket, int status) = await caller.UpgradeAsync(path);
            socket?.Dispose();
            return status;
        }

        using HttpRequestMessage request = caller.Request(row.Route == "/hubs/cloud/negotiate" ? HttpMethod.Post : row.Method == "*" ? HttpMethod.Get : new HttpMethod(row.Method), path);
        if (await BodyAsync(world, row, caller, fresh) is { } body)
        {
            request.Content = PersonActions.Raw(body as string ?? JsonSerializer.Serialize(body));
        }

        using HttpResponseMessage response = await caller.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }

    private static async Task<string> PathAsync(MatrixWorld world, MatrixRow row, bool fresh)
    {
        bool consumed = fresh && (row.Method == "DELETE" || row.Route.EndsWith("/stop", StringComparison.Ordinal) || row.Route.EndsWith("/restart", StringComparison.Ordinal)
            || row.Route.EndsWith("/rebuild", StringComparison.Ordinal) || row.Route.EndsWith("/files/move", StringComparison.Ordinal)
            || row.Route.EndsWith("/git/commit", StringComparison.Ordinal)
            || row.Route.EndsWith("/trash/{entry}/restore", StringComparison.Ordinal) || row.Endpoint == "POST /api/users/{id}/password");
        switch (row.Route)
        {
            case "/ws/terminal":
                return (await world.Owner.NewTerminalAsync(await world.GetAsync("instance", fresh: false))).Url;
            case "/ws/exec":
                return $"/ws/exec?instance={await world.GetAsync("instance", fresh: false)}";
            case "/ws/tunnel":
                return $"/ws/tunnel?port=22&instance={await world.GetAsync("instance", fresh: false)}";
            case "/api/terminals/{id}/search":
                return $"/api/terminals/{await world.GetAsync("terminal", fresh: false)}/search?q=hello";
            case "/api/instances/{id}/files" or "/api/instances/{id}/files/stat" or "/api/instances/{id}/files/content" when row.Method is "GET" or "HEAD" or "DELETE":
                return row.Route.Replace("{id}", await world.GetAsync("instance", consumed), StringComparison.Ordinal) + (row.Endpoint == "GET /api/instances/{id}/files" ? "?path=/" : "?path=/file");
            case "/api/instances/{id}/files/archive" or "/api/instances/{id}/files/search":
                return row.Route.Replace("{id}", await world.GetAsync("instance", fresh: false), StringComparison.Ordinal) + "?path=/&name=file";
            case "/api/instances/{id}/files/unpack":
                return row.Route.Replace("{id}", await world.GetAsync("instance", consumed), StringComparison.Ordinal) + $"?path=/{Guid.NewGuid():N}";
            case "/api/instances/{id}/files/content":
                return row.Route.Replace("{id}", await world.GetAsync("instance", consumed), StringComparison.Ordinal) + "?path=/written";
            case "/api/instances/{id}/git/status" or "/api/instances/{id}/git/diff" or "/api/instances/{id}/git/log" or "/api/instances/{id}/git/branches":
                return row.Route.Replace("{id}", await world.GetAsync("instance", fresh: false), StringComparison.Ordinal) + "?repo=/repo";
            case { } route when route.StartsWith("/api/cloud/instance/{id}/transfer/{transferId}/", StringComparison.Ordinal):
                (string instance, string transfer) = await world.TransferAsync(row.Endpoint, fresh);
                return route.Replace("{id}", instance, StringComparison.Ordinal).Replace("{transferId}", transfer, StringComparison.Ordinal) + (route.EndsWith("/chunk", StringComparison.Ordinal) ? "?index=0" : string.Empty);
            case "/api/cloud/instance/{id}/transfer/start":
                return row.Route.Replace("{id}", await world.GetAsync("instance", fresh), StringComparison.Ordinal);
            case "/api/access/why":
                return $"/api/access/why?permission=command:cloud_instance&user={world.Owner.Id}&instance={await world.GetAsync("instance", fresh: false)}";
            case "/api/users/{id}/ssh-keys/{keyId}":
                return $"/api/users/{world.Owner.Id}/ssh-keys/{await world.GetAsync("key", consumed)}";
            default:
                string kind = Kind(row.Route);
                string id = row.Route.Contains("{id}", StringComparison.Ordinal) ? await world.GetAsync(kind, consumed) : string.Empty;
                return row.Route.Replace("{id}", id, StringComparison.Ordinal).Replace("{code}", "not_found", StringComparison.Ordinal).Replace("{viewer}", "v1", StringComparison.Ordinal).Replace("{entry}", Nodes.TestFiles.Trashed, StringComparison.Ordinal).Replace("{file}", "passwd", StringComparison.Ordinal);
        }
    }

    private static string Kind(string route) => route.Split('/') switch
    {
        [_, "api", "nodes", "onboarding-keys", ..] => "onboarding",
        [_, "api", "auth", ..] => "session",
        [_, "api", "cloud", "instance", ..] => "instance",
        [_, "api", var kind, ..] => kind.TrimEnd('s'),
        _ => string.Empty,
    };

    private static async Task<object?> BodyAsync(MatrixWorld world, MatrixRow row, Person caller, bool fresh) => row.Endpoint switch
    {
        "POST /api/auth/setup" => new { token = "x", username = world.Name, email = "x@example.org", password = TestServer.Password },
        "POST /api/auth/signup" or "POST /api/users" => NewUser(world.Name),
        "POST /api/auth/login" or "POST /api/auth/token" => new { username = Door, password = TestServer.Password, label = "matrix" },
        "POST /api/cloud/request-anchor-token" => new { username = Door, password = TestServer.Password, instance_info = new { fingerprint = world.Name } },
        "POST /api/cloud/request-anchor-token-as" =>
            new { requestingUsername = Door, requestingPassword = TestServer.Password, targetUserEmail = Door, instance_info = new { fingerprint = world.Name } },
        "POST /api/auth/password" => new { oldPassword = TestServer.Password, newPassword = TestServer.Password },
        "PATCH /api/users/{id}" => new { instanceQuota = 1000 },
        "POST /api/groups" => new { name = world.Name },
        "PATCH /api/groups/{id}" => new { description = "matrix" },
        "POST /api/users/{id}/password" => new { newPassword = TestServer.Password },
        "POST /api/users/{id}/ssh-keys" => new { label = "matrix", publicKey = PersonActions.NewSshKey() },
        "POST /api/tokens" or "POST /api/nodes/onboarding-keys" => new { label = "matrix" },
        "PATCH /api/nodes/{id}" => new { draining = false },
        "POST /api/instances" => new { name = world.Name },
        "PATCH /api/instances/{id}" => new { limits = new { pids = 512 } },
        "POST /api/instances/{id}/rebuild" => new { wipeHome = false },
        "PUT /api/instances/{id}/files/content" => "content",
        "POST /api/instances/{id}/files/unpack" => new string('\0', 1024),
        "POST /api/instances/{id}/files/folders" => new { path = "/" + world.Name },
        "POST /api/instances/{id}/files/move" => new { path = "/file", target = "/moved" },
        "POST /api/instances/{id}/files/copy" => new { path = "/file", target = "/copy", overwrite = true },
        "POST /api/instances/{id}/files/mode" => new { path = "/file", mode = "0644" },
        "POST /api/instances/{id}/git/stage" or "POST /api/instances/{id}/git/unstage" => new { repo = "/repo", files = (string[])["file"] },
        "POST /api/instances/{id}/git/commit" => new { repo = "/repo", message = "matrix" },
        "POST /api/instances/{id}/git/pull" or "POST /api/instances/{id}/git/push" => new { repo = "/repo" },
        "POST /api/instances/{id}/git/switch" => new { repo = "/repo", branch = "main" },
        "POST /api/instances/{id}/git/init" => new { path = "/" + world.Name },
        "POST /api/instances/{id}/git/clone" => new { url = Nodes.TestGit.Url, path = "/" + world.Name },
        "POST /api/terminals" => new { instanceId = await world.GetAsync("instance", fresh: false), columns = 80, rows = 24 },
        "PATCH /api/terminals/{id}" => new { name = "matrix" },
        "POST /api/terminals/{id}/ticket" or "PUT /api/terminals/{id}/viewers/{viewer}" => new { role = "type" },
        "PUT /api/terminals/{id}/recording" => new { on = true },
        "PUT /api/images" => new { items = new[] { new { id = "base", title = "Base", description = string.Empty, reference = "anchorage/instance:base", @default = true } } },
        "POST /api/cloud/shares/save" => new { shareeId = Door, instanceId = await world.GetAsync("instance", fresh: false) },
        "POST /api/cloud/shares/delete" => new { id = await world.GetAsync("share", fresh) },
        "POST /api/cloud/instance/{id}/command" => new { type = "ping" },
        "POST /api/cloud/instance/{id}/transfer/start" => new { operation = "upload", files = new[] { new { path = "/" + world.Name, size = 1 } } },
        "PUT /api/cloud/instance/{id}/transfer/{transferId}/chunk" => new { chunkIndex = 0, data = "AA==" },
        "POST /api/cloud/sync/compare-cross-instance" => await FoldersAsync(world),
        "POST /api/cloud/sync/execute-from-comparison" => await FoldersAsync(world),
        "POST /agent/enroll" => Enrolment(caller),
        "POST /agent/part" => new { nodeId = "nobody", signature = "AA==" },
        _ => null,
    };

    private static async Task<object> FoldersAsync(MatrixWorld world)
    {
        string instance = await world.GetAsync("instance", fresh: false);
        return new
        {
            sourceInstanceId = instance,
            destinationInstanceId = instance,
            sourcePath = "/.anchorage-trash",
            targetPath = "/" + world.Name,
            items = new[] { new { path = "none", source = new { etag = "x" } } },
        };
    }

    private static object NewUser(string name) => new { username = name, email = $"{name}@example.org", password = TestServer.Password };

    private static string Enrolment(Person caller) => ProtocolJson.Write(new EnrollRequest(
        caller.Token ?? caller.Cookie ?? "nothing", NodeKey.PublicKey(NodeKey.Create()), Guid.NewGuid().ToString("N"), "matrix", false, new MachineDescription().Describe()));
}
