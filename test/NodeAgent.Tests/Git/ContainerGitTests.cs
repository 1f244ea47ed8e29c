using System.Text;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Protocol.Git;
using Anchorage.NodeAgent.Tests.Instances;
using Anchorage.NodeAgent.Tests.Terminals;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Git;

[Collection(DockerCollection.Name)]
public sealed class ContainerGitTests(DockerFixture docker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact, Trait("case", "D-29")]
    public async Task Git_runs_in_the_container_and_is_ended_there()
    {
        docker.Need();
        await using AgentRig agent = await new AgentRig(docker.Image).StartAsync();
        string id = (await agent.MadeAsync(agent.Spec())).InstanceId;
        await using GitRig rig = GitRig.On(agent.Services.GetRequiredService<IInstancePrograms>(), id);
        await rig.AskAsync<RepositoryPlace>(GitActions.Init, new InitRepository(@"/root/w\xf6rk"));
        await InsideAsync(id, @"cd ""$(printf '/root/w\366rk')""; echo one > ""$(printf 'n\366w')""; echo two > -x");
        (await rig.StageAsync(@"/root/w\xf6rk", @"n\xf6w", "-x")).Failed.ShouldBeEmpty();
        string hash = await rig.CommitAsync(@"/root/w\xf6rk", "from outside");
        (await InsideAsync(id, @"cd ""$(printf '/root/w\366rk')""; git rev-parse HEAD; stat -c %u .git")).ShouldBe(hash + "\n0");
        (await rig.StatusAsync(@"/root/w\xf6rk")).Total.ShouldBe(0);
        (await rig.AskAsync<RepositoryList>(GitActions.Discover, new DiscoverRepositories("/", 5, false))).Items.Single().Path.ShouldBe(@"/root/w\xf6rk");
        (await rig.RefusalAsync(GitActions.Status, new RepositoryPlace("/etc"))).Code.ShouldBe("git_not_repository");

        // More than one frame in, more than one out.
        await InsideAsync(id, @"cd ""$(printf '/root/w\366rk')""; seq 1 200000 > long; for i in $(seq 1 900); do echo x > ""a-file-with-a-long-name-so-that-many-bytes-must-travel-$i""; done");
        (await rig.StageAsync(@"/root/w\xf6rk", [.. Enumerable.Range(1, 900).Select(i => $"a-file-with-a-long-name-so-that-many-bytes-must-travel-{i}")])).Failed.ShouldBeEmpty();
        DiffText diff = await rig.AskAsync<DiffText>(GitActions.Diff, new ReadDiff(@"/root/w\xf6rk", "long", false, null));
        (diff.Cut, diff.Text.Length > 500_000).ShouldBe((true, true));

        // Whoever asked and is gone ends git, which takes its lock away.
        await InsideAsync(id, @"cd ""$(printf '/root/w\366rk')""; git config filter.slow.clean 'touch /root/begun; sleep 1000'; echo 'slow filter=slow' > .gitattributes; echo x > slow");
        using CancellationTokenSource gone = new();
        Task asking = rig.AskAsync<StageResult>(GitActions.Stage, new StageFiles(@"/root/w\xf6rk", ["slow"]), gone.Token);
        await Eventually.HoldsAsync("git runs", Patience, async () => (await InsideAsync(id, "ls /root")).Contains("begun", StringComparison.Ordinal));
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asking);
        await Eventually.HoldsAsync("the lock is gone", Patience, async () => !(await InsideAsync(id, "ls /root/*/.git")).Contains("index.lock", StringComparison.Ordinal));
        await Eventually.HoldsAsync("git has ended", Patience, async () => !(await InsideAsync(id, "ps")).Contains("git", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_instance_without_git_says_so()
    {
        docker.Need();
        await using TestContainer container = await TestContainer.StartAsync(runc: false);
        using DockerClient client = new(DockerEndpoint.Parse(DockerEndpoint.Default), TimeProvider.System);
        await using GitRig rig = GitRig.On(new InstancePrograms(client, container, new ThisMachine(), TimeProvider.System), "i1");
        (await rig.RefusalAsync(GitActions.Status, new RepositoryPlace("/root"))).Code.ShouldBe("git_missing");
        (await rig.RefusalAsync(GitActions.Discover, new DiscoverRepositories("/root", 2, false))).Code.ShouldBe("git_missing");
        (await rig.RefusalAsync(GitActions.Clone, new CloneRepository("https://example.org/x", "/root/x", null))).Code.ShouldBe("git_missing");
    }

    private static Task<string> InsideAsync(string instance, string script) =>
        Shell.DockerAsync("exec", InstanceNames.Container(instance), "/bin/bash", "-c", script);
}
