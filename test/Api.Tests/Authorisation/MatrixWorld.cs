using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Authorisation;

/// <summary>The people of the matrix and the objects that they ask for. What a permitted request uses up is made anew.</summary>
internal sealed class MatrixWorld
{
    private readonly TestServer _server;
    private readonly Dictionary<string, string> _standing = [];
    private readonly Dictionary<string, (string Instance, string Transfer)> _transfers = [];
    private int _names;

    private MatrixWorld(TestServer server, Person owner)
    {
        _server = server;
        Owner = owner;
    }

    public Person Owner { get; }

    public Dictionary<string, Person> Callers { get; } = [];

    public string Name => $"made{++_names}";

    public static async Task<MatrixWorld> CreateAsync(TestServer server)
    {
        MatrixWorld world = new(server, await server.NewPersonAsync());
        (await server.Superadmin.PatchAsync($"/api/users/{world.Owner.Id}", new { instanceQuota = 1000 })).ShouldBe(200);
        foreach (string column in (string[])["anonymous", "ended", "other", "owner", "narrow", "admin", "superadmin", "machine"])
        {
            world.Callers[column] = await world.NewCallerAsync(column);
        }

        foreach (string kind in (string[])["instance", "key", "token", "session", "onboarding", "node", "group"])
        {
            world._standing[kind] = await world.MakeAsync(kind);
        }

        foreach (string kind in (string[])["terminal", "operation", "recording", "share"])
        {
            world._standing[kind] = await world.MakeAsync(kind);
        }

        // Calls of programs wait for their program: those are in the tests of MCP.
        world._standing["mcp"] = "none";
        foreach (string endpoint in (string[])["GET status", "POST resume", "POST cancel", "POST finalize", "PUT chunk", "GET chunk"])
        {
            // Made beforehand: what a refused request finds must not be made in the middle of it.
            string verb = endpoint.Split(' ')[0];
            await world.TransferAsync($"{verb} /api/cloud/instance/{{id}}/transfer/{{transferId}}/{endpoint.Split(' ')[1]}", fresh: false);
        }

        world._standing["user"] = world.Owner.Id;
        return world;
    }

    /// <summary>The owner's object of a kind.</summary>
    public async Task<string> GetAsync(string kind, bool fresh) => fresh ? await MakeAsync(kind) : _standing[kind];

    /// <summary>A transfer of the owner's with which an endpoint can do its work, and its instance; an instance has room for few.</summary>
    public async Task<(string Instance, string Transfer)> TransferAsync(string endpoint, bool fresh)
    {
        if (fresh || !_transfers.TryGetValue(endpoint, out (string Instance, string Transfer) made))
        {
            string instance = await Owner.NewInstanceAsync();
            string operation = endpoint.StartsWith("GET", StringComparison.Ordinal) && endpoint.EndsWith("/chunk", StringComparison.Ordinal) ? "download" : "upload";
            int size = endpoint.EndsWith("/finalize", StringComparison.Ordinal) ? 0 : 1;
            made = (instance, (await Owner.PostAsync($"/api/cloud/instance/{instance}/transfer/start", new { operation, files = new[] { new { path = "/file", size } } })).ShouldBe(200)["transferId"]);
            _transfers[endpoint] = made;
        }

        return made;
    }

    public async Task<Person> NewCallerAsync(string column, string route = "")
    {
        switch (column)
        {
            case "anonymous":
                return _server.Stranger();
            case "owner":
                return Owner;
            case "narrow":
                return await Owner.NewTokenAsync(route.Contains("image", StringComparison.Ordinal) ? "read:audit" : "read:image");
            case "machine":
                return Owner.With((await Owner.PostAsync("/api/nodes/onboarding-keys", new { label = "machine" })).ShouldBe(201)["key"]);
            case "other":
                return await _server.NewPersonAsync();
            default:
                Person person = await _server.NewPersonAsync(column == "ended" ? "user" : column);
                Person token = await person.NewTokenAsync("*");
                if (column == "ended")
                {
                    (await _server.Superadmin.PatchAsync($"/api/users/{person.Id}", new { status = "disabled" })).ShouldBe(200);
                }

                return token;
        }
    }

    private async Task<string> MakeAsync(string kind)
    {
        switch (kind)
        {
            case "instance":
                return await Owner.NewInstanceAsync();
            case "terminal":
                return (await Owner.NewTerminalAsync(_standing["instance"])).Id;
            case "recording":
                return (await Owner.NewRecordingAsync(_standing["instance"])).Recording;
            case "operation":
                return (await Owner.GetAsync("/api/operations")).Items()[0].GetProperty("id").GetString()!;
            case "key":
                return (await Owner.PostAsync("/api/users/me/ssh-keys", new { label = "k", publicKey = PersonActions.NewSshKey() })).ShouldBe(201)["id"];
            case "token":
                return (await Owner.PostAsync("/api/tokens", new { label = "t" })).ShouldBe(201)["apiToken.id"];
            case "onboarding":
                return (await Owner.PostAsync("/api/nodes/onboarding-keys", new { label = "o" })).ShouldBe(201)["onboardingKey.id"];
            case "group":
                return (await _server.Superadmin.PostAsync("/api/groups", new { name = Name, add = (string[])[Owner.Name] })).ShouldBe(201)["id"];
            case "share":
                string friend = (await _server.NewPersonAsync()).Name;
                return (await Owner.PostAsync("/api/cloud/shares/save", new { shareeId = friend, instanceId = _standing["instance"] })).ShouldBe(200)["share.id"];
            case "session":
                // A second session of the owner, so that the one in use stays.
                await new Person(_server, Owner.Name).SignInAsync();
                return (await Owner.GetAsync("/api/auth/sessions")).Items().First(s => !s.GetProperty("current").GetBoolean()).GetProperty("id").GetString()!;
            case "node":
                string key = (await Owner.PostAsync("/api/nodes/onboarding-keys", new { label = "n" })).ShouldBe(201)["key"];
                await using (TestAgent agent = new(_server.Url, key))
                {
                    await agent.EnrollAsync();
                    return agent.NodeId;
                }

            default:
                return (await _server.NewPersonAsync()).Id;
        }
    }
}
