using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>A node without a usable engine says why and what to do, and goes on.</summary>
public sealed class NoDockerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-engine-").FullName;

    private string Socket => Path.Combine(_folder, "docker.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(DockerFault.Unreachable, false, "docker_not_installed", "apt-get install")]
    [InlineData(DockerFault.Unreachable, true, "docker_unreachable", "systemctl start docker")]
    [InlineData(DockerFault.TimedOut, true, "docker_unreachable", "systemctl start docker")]
    [InlineData(DockerFault.PermissionDenied, true, "docker_permission_denied", "usermod -aG docker")]
    internal void The_problem_has_a_code_and_a_command(DockerFault fault, bool installed, string code, string command)
    {
        var seen = DockerProbe.Explain(new DockerException(fault, "x"), DockerEndpoint.Parse("unix:///no/such/docker.sock"), installed);

        seen.ProblemCode.ShouldBe(code);
        seen.Fix.ShouldNotBeNull().ShouldContain(command);
        seen.Problem.ShouldNotBeNull().ShouldNotContain(command);
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_refused_with_its_version()
    {
        await using var engine = await FakeEngine.StartAsync(Socket, c => FakeEngine.AnswerAsync(c, 200, """{"Version":"19.03.1","ApiVersion":"1.40","MinAPIVersion":"1.12"}"""));
        using var client = new DockerClient(DockerEndpoint.Parse(engine.Endpoint), TimeProvider.System);

        var state = await new DockerProbe(client).ProbeAsync(TestContext.Current.CancellationToken);

        (state.Available, state.ProblemCode).ShouldBe((false, "docker_too_old"));
        state.Problem.ShouldNotBeNull().ShouldContain("19.03.1");
    }

    [Fact]
    public async Task Without_an_engine_the_agent_starts_refuses_work_with_a_code_and_finds_the_engine_when_it_comes()
    {
        await using var rig = new RigWithoutEngine(Socket);
        await rig.StartAsync();
        var reporter = rig.Services.GetRequiredService<IInstanceReporter>();
        reporter.Docker.Available.ShouldBeFalse();
        reporter.Docker.ProblemCode.ShouldBeOneOf("docker_not_installed", "docker_unreachable");
        (await reporter.ObserveAsync(TestContext.Current.CancellationToken)).Instances.ShouldBeEmpty();

        var completed = await rig.CreateAsync();
        completed.ErrorCode.ShouldBe(WorkErrors.DockerUnavailable);

        await using var engine = await FakeEngine.StartAsync(Socket, c => c.Request.Path.Value == "/version"
            ? FakeEngine.AnswerAsync(c, 200, """{"Version":"27.0","ApiVersion":"1.46","MinAPIVersion":"1.24"}""")
            : FakeEngine.AnswerAsync(c, 200, "[]"));
        await Eventually.HoldsAsync("the engine is found", TimeSpan.FromSeconds(60), () => Task.FromResult(reporter.Docker is { Available: true, Version: "27.0", ApiVersion: "1.46" }));
    }
}
