using System.Text.Json;
using System.Text.Json.Nodes;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;
using Microsoft.AspNetCore.Routing;

namespace Anchorage.Api.Tests.Authorisation;

public sealed class PermissionMatrixTests
{
    /// <summary>What changes by itself.</summary>
    private static readonly string[] Volatile = ["health", "lastSeenAt", "lastUsedAt", "lastLoginAt", "updatedAt", "keys", "operation", "etag", "uses", "address", "current", "synced"];

    [Fact]
    public async Task The_matrix_names_every_endpoint_and_no_other()
    {
        await using TestServer server = await TestServer.StartAsync();
        IEnumerable<string> endpoints = server.Endpoints.SelectMany(e =>
            (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(m => $"{m} /{e.RoutePattern.RawText!.Trim('/')}"));

        MatrixRow.Read().Select(r => r.Endpoint).Order(StringComparer.Ordinal).ShouldBe(endpoints.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Everybody_gets_what_the_matrix_says_and_a_refusal_changes_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, settings: new { maxContainers = 1000 });
        await MatrixCalls.PrepareAsync(server);
        MatrixWorld world = await MatrixWorld.CreateAsync(server);
        List<string> wrong = [];

        foreach (MatrixRow row in MatrixRow.Read())
        {
            Dictionary<string, Person> callers = [];
            foreach (MatrixCell cell in row.Cells)
            {
                callers[cell.Column] = await CallerAsync(world, row, cell);
            }

            string[] before = await DigestAsync(server, world);
            foreach (MatrixCell cell in row.Cells.Where(c => c.Refused))
            {
                Person caller = callers[cell.Column];
                int known = cell.Audited ? await RefusalsAsync(server, caller) : 0;
                int status = await MatrixCalls.SendAsync(world, row, caller, fresh: false);
                if (status != cell.Status)
                {
                    wrong.Add($"{row.Endpoint} {cell.Column}: {status} instead of {cell.Status}");
                }
                else if (cell.Audited && await RefusalsAsync(server, caller) <= known)
                {
                    wrong.Add($"{row.Endpoint} {cell.Column}: the refusal is not in the audit");
                }
            }

            // A ticket and a terminal are made for each call of the socket by its owner.
            string[] after = await DigestAsync(server, world);
            if (row.Route != "/ws/terminal")
            {
                wrong.AddRange(before.Zip(after).Where(p => p.First != p.Second).Select(p => $"{row.Endpoint}: a refused request changed\n{p.First}\ninto\n{p.Second}"));
            }

            foreach (MatrixCell cell in row.Cells.Where(c => !c.Refused))
            {
                int status = await MatrixCalls.SendAsync(world, row, callers[cell.Column], fresh: true);
                if (status != cell.Status)
                {
                    wrong.Add($"{row.Endpoint} {cell.Column}: {status} instead of {cell.Status}");
                }
            }

            await SettledAsync(server);
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        server.Log.Errors.ShouldBeEmpty();
    }

    /// <summary>Who signs out is somebody that nobody needs afterwards; a token for images is narrow elsewhere only.</summary>
    private static async Task<Person> CallerAsync(MatrixWorld world, MatrixRow row, MatrixCell cell) =>
        row.Route == "/api/auth/logout" && cell.Column is not ("owner" or "ended") ? await world.NewCallerAsync(cell.Column)
        : row.Route == "/api/auth/logout" && cell.Column == "owner" ? await world.NewCallerAsync("other")
        : row.Route == "/api/images" && cell.Column == "narrow" ? await world.NewCallerAsync(cell.Column, row.Route)
        : world.Callers[cell.Column];

    private static async Task<int> RefusalsAsync(TestServer server, Person caller) =>
        (await server.Superadmin.AuditAsync($"actor={caller.Id}&outcome=refused")).Length;

    private static Task SettledAsync(TestServer server) => Wait.UntilAsync(
        async () => (await server.Superadmin.GetAsync("/api/operations?limit=200")).Items().All(o => o.GetProperty("finishedAt").ValueKind != JsonValueKind.Null), "all work has ended");

    private static async Task<string[]> DigestAsync(TestServer server, MatrixWorld world)
    {
        List<string> parts = [];
        foreach ((Person reader, string path) in (IEnumerable<(Person, string)>)
            [
                (server.Superadmin, "/api/users?limit=200"), (server.Superadmin, "/api/instances?all=true&limit=200"), (server.Superadmin, "/api/nodes"),
                (server.Superadmin, "/api/nodes/onboarding-keys"), (server.Superadmin, "/api/images"), (server.Superadmin, "/api/operations?limit=200"),
                (server.Superadmin, $"/api/users/{world.Owner.Id}/ssh-keys"), (world.Owner, "/api/tokens"), (world.Owner, "/api/auth/sessions"), (world.Owner, "/api/terminals"),
            ])
        {
            JsonNode node = JsonNode.Parse((await reader.GetAsync(path)).ShouldBe(200).Text)!;
            Strip(node);
            parts.Add(node.ToJsonString());
        }

        return [.. parts];
    }

    private static void Strip(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject thing:
                foreach (string name in Volatile)
                {
                    thing.Remove(name);
                }

                foreach (KeyValuePair<string, JsonNode?> member in thing)
                {
                    Strip(member.Value);
                }

                break;
            case JsonArray list:
                foreach (JsonNode? item in list)
                {
                    Strip(item);
                }

                break;
        }
    }
}
