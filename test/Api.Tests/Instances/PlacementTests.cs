using System.Text.Json;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Instances;

public sealed class PlacementTests
{
    [Fact, Trait("case", "K-07")]
    public async Task Without_a_node_nothing_is_made_and_nothing_stored()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person person = await server.NewPersonAsync();

        (await person.PostAsync("/api/instances", new { name = "web" })).ShouldBe(503, "no_node_available")["detail"].ShouldContain("no machine that you may use is anchored");

        (await person.GetAsync("/api/instances")).Items().ShouldBeEmpty();
        (await server.Superadmin.GetAsync("/api/instances?all=true")).Items().ShouldBeEmpty();
        (await server.Superadmin.GetAsync("/api/operations")).Items().ShouldBeEmpty();
        (await person.GetAsync("/api/auth/me"))["user.instanceCount"].ShouldBe("0");
    }

    [Fact]
    public async Task A_node_without_docker_takes_nothing_and_says_what_to_install()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        await node.DisconnectAsync(server);
        node.Docker = new(false, null, null, "docker_not_installed", "No Docker Engine is installed on this node.", "Install it: sudo apt-get install -y docker.io");
        await node.ConnectAsync(server);
        Person person = await server.NewPersonAsync();

        (await person.PostAsync("/api/instances", new { name = "web" })).ShouldBe(503, "no_node_available")["detail"].ShouldContain("berth has a problem (Docker is not installed)");
        Answer named = await person.PostAsync("/api/instances", new { name = "web", nodeId = node.Id });

        named.ShouldBe(503, "docker_not_installed")["detail"].ShouldContain("Docker");
        Answer shown = await server.Superadmin.GetAsync($"/api/nodes/{node.Id}");
        shown["docker.problem.message"].ShouldBe("No Docker Engine is installed on this node.");
        shown["docker.problem.fix"].ShouldBe("Install it: sudo apt-get install -y docker.io");
    }

    [Fact, Trait("case", "K-08")]
    public async Task Two_nodes_take_one_instance_each_of_an_owner_and_the_third_is_refused()
    {
        await using TestServer server = await TestServer.StartAsync(settings: ("Anchorage:Nodes:InstancesPerOwner", "1"));
        await using TestNode first = await TestNode.StartAsync(server);
        await using TestNode second = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();

        await person.NewInstanceAsync();
        await person.NewInstanceAsync();
        (await person.PostAsync("/api/instances", new { })).ShouldBe(409, "no_capacity");

        first.Containers.Count().ShouldBe(1);
        second.Containers.Count().ShouldBe(1);
        first.Requests.Concat(second.Requests).Count(r => r.Type == "instance.create").ShouldBe(2);
        (await person.GetAsync("/api/instances")).Items().Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_is_online_on_the_screen_takes_an_instance_at_once()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();

        for (int time = 0; time < 10; time++)
        {
            await node.DisconnectAsync(server);
            await node.ConnectAsync(server);
            Answer made = await person.PostAsync("/api/instances", new { });
            await person.EndOfAsync(made.ShouldBe(202));
            await person.EndOfAsync((await person.DeleteAsync($"/api/instances/{made["instance.id"]}?purge=true")).ShouldBe(202));
        }
    }

    [Fact]
    public async Task A_refusal_names_every_node_and_its_reason()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode small = await TestNode.StartAsync(server, settings: new { name = "small", memoryMb = 128 });
        await using TestNode full = await TestNode.StartAsync(server, settings: new { name = "full", maxContainers = 1 });
        await using TestNode away = await TestNode.StartAsync(server, settings: new { name = "away" });
        await away.DisconnectAsync(server);
        Person person = await server.NewPersonAsync();
        await person.EndOfAsync((await person.PostAsync("/api/instances", new { nodeId = full.Id })).ShouldBe(202));
        Person owner = await server.NewPersonAsync();
        await using TestNode hidden = await TestNode.StartAsync(server, owner, new { name = "hidden" });

        Answer refused = (await person.PostAsync("/api/instances", new { limits = new { memoryMb = 256 } })).ShouldBe(409, "no_capacity");
        await small.DisconnectAsync(server);
        Answer none = (await person.PostAsync("/api/instances", new { nodeId = away.Id })).ShouldBe(503, "node_offline");
        Answer all = (await person.PostAsync("/api/instances", new { })).ShouldBe(409, "no_capacity");

        refused["detail"].ShouldContain("small: 128 MB of memory are left, 256 are asked for");
        none["detail"].ShouldContain("away is offline");
        all["detail"].ShouldContain("away is offline; full holds 1 of 1 containers; small is offline");
        all["detail"].ShouldNotContain("hidden");
    }

    [Fact, Trait("case", "K-09")]
    public async Task A_node_for_one_container_takes_one_until_it_is_deleted()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, settings: new { maxContainers = 1 });
        Person person = await server.NewPersonAsync();
        Person other = await server.NewPersonAsync();
        string id = await person.NewInstanceAsync();

        (await other.PostAsync("/api/instances", new { })).ShouldBe(409, "no_capacity");
        await person.EndOfAsync((await person.DeleteAsync($"/api/instances/{id}?purge=true")).ShouldBe(202));
        await other.NewInstanceAsync();

        node.Containers.Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_exhausted_port_range_is_said_and_a_freed_triple_is_used_again()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, settings: new { portRange = new { from = 21000, to = 21006 } });
        Person person = await server.NewPersonAsync();
        string first = await person.NewInstanceAsync();
        await person.NewInstanceAsync();

        (await person.PostAsync("/api/instances", new { })).ShouldBe(409, "ports_exhausted");
        await person.EndOfAsync((await person.DeleteAsync($"/api/instances/{first}?purge=true")).ShouldBe(202));
        string third = await person.NewInstanceAsync();

        Ports((await person.GetAsync($"/api/instances/{third}")).Json).ShouldBe([21000, 21001, 21002]);
        (await person.GetAsync("/api/instances")).Items().Length.ShouldBe(2);
    }

    [Fact]
    public async Task Ten_creates_at_once_never_break_quota_or_ports()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, settings: new { maxContainers = 8 });
        Person[] people = [await server.NewPersonAsync(), await server.NewPersonAsync()];

        Answer[] answers = await Task.WhenAll(people.SelectMany(p => Enumerable.Range(0, 10).Select(_ => p.PostAsync("/api/instances", new { }))));

        answers.ShouldAllBe(a => a.Status == 202 || (a.Status == 409 && (a.Code == "instance_quota_reached" || a.Code == "no_capacity")));
        foreach (Answer made in answers.Where(a => a.Status == 202))
        {
            (await server.Superadmin.EndOfAsync(made)).GetProperty("state").GetString().ShouldBe("succeeded");
        }

        JsonElement[] instances = (await server.Superadmin.GetAsync("/api/instances?all=true")).Items();
        instances.Length.ShouldBe(8);
        answers.Count(a => a.Status == 202).ShouldBe(8);
        instances.GroupBy(i => i.GetProperty("owner").GetProperty("id").GetString()).ShouldAllBe(g => g.Count() <= 5);
        int[] ports = [.. instances.SelectMany(Ports)];
        ports.ShouldBeUnique();
        instances.ShouldAllBe(i => Ports(i)[1] == Ports(i)[0] + 1 && Ports(i)[2] == Ports(i)[0] + 2);
        node.Containers.Count().ShouldBe(8);
    }

    [Fact]
    public async Task Of_two_instances_with_one_name_the_second_is_refused_even_at_the_same_time()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server);
        Person person = await server.NewPersonAsync();
        Person other = await server.NewPersonAsync();

        Answer[] answers = await Task.WhenAll(person.PostAsync("/api/instances", new { name = "web" }), person.PostAsync("/api/instances", new { name = "web" }));

        answers.Select(a => a.Status).Order().ShouldBe([202, 409]);
        answers.Single(a => a.Status == 409).Code.ShouldBe("instance_name_taken");
        await other.NewInstanceAsync("web");
    }

    private static int[] Ports(JsonElement instance) => [.. instance.GetProperty("ports").EnumerateArray().Select(p => p.GetProperty("host").GetInt32())];
}
