using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Tests.Terminals;

namespace Anchorage.NodeAgent.Tests.Git;

public sealed class MachineGitTests
{
    [Fact]
    public async Task On_a_machine_git_runs_as_the_account_that_its_administrator_named()
    {
        Assert.SkipWhen(!Environment.IsPrivilegedProcess, "Only root can act for another account.");
        using TestFolder folder = new();
        (await TestContainer.RunAsync("chown", "nobody", folder.Path)).Code.ShouldBe(0);
        ThisMachine machine = new(new AgentOptions { Server = ServerAddress.Parse("http://127.0.0.1:1", "server"), DataDirectory = folder.Path, Name = "m", Machine = true, RunAs = "nobody" });
        machine.Use("n1");
        using DockerClient client = new(DockerEndpoint.Parse(DockerEndpoint.Default), TimeProvider.System);
        await using GitRig rig = GitRig.On(new InstancePrograms(client, new NoContainers(), machine, TimeProvider.System), "n1");
        string repo = folder.Path + "/work";
        await rig.AskAsync<RepositoryPlace>(GitActions.Init, new InitRepository(repo));
        await File.WriteAllTextAsync(repo + "/file", "x\n", TestContext.Current.CancellationToken);
        await rig.StageAsync(repo, "file");
        (await rig.CommitAsync(repo, "first")).Length.ShouldBe(40);
        (await TestContainer.RunAsync("stat", "-c", "%U", repo + "/.git/index")).Output.ShouldBe("nobody");

        // A repository of somebody else is not trusted.
        (await TestContainer.RunAsync("git", "init", "-q", folder.Path + "/foreign")).Code.ShouldBe(0);
        (await rig.RefusalAsync(GitActions.Status, new RepositoryPlace(folder.Path + "/foreign"))).Code.ShouldBe("git_unsafe_owner");
        (await rig.AskAsync<RepositoryList>(GitActions.Discover, new DiscoverRepositories(folder.Path, 2, false))).Items.Single(r => r.Name == "foreign").Error.ShouldNotBeNull();
    }

    private sealed class NoContainers : IContainerShell
    {
        public Task<RunningContainer> FindAsync(string instanceId, CancellationToken cancellationToken) => throw new LinkRequestException("instance_not_found", "There are none.");
    }
}
