using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Instances.Engine;

namespace Anchorage.NodeAgent.Tests.Instances;

public sealed class DockerClientTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-engine-").FullName;

    private string Socket => Path.Combine(_folder, "docker.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("1.41", "1.12", "1.41"), InlineData("1.50", "1.24", "1.47"), InlineData("1.52", "1.44", "1.47"), InlineData("1.60", "1.50", "1.50"), InlineData("1.43", null, "1.43")]
    [InlineData("1.40", "1.12", null), InlineData(null, null, null), InlineData("rubbish", "1.2.3", null)]
    public void The_newest_version_that_both_know_is_spoken(string? theirs, string? oldest, string? spoken) => ApiVersion.Choose(theirs, oldest).ShouldBe(spoken);

    [Theory]
    [InlineData(500, "driver failed programming external connectivity on endpoint x: Bind for 0.0.0.0:20001 failed: port is already allocated", "port_in_use", 20001)]
    [InlineData(500, "driver failed: Error starting userland proxy: listen tcp4 127.0.0.1:443: bind: address already in use", "port_in_use", 443)]
    [InlineData(500, "Error starting userland proxy: listen tcp6 [::1]:8080: bind: address already in use", "port_in_use", 8080)]
    [InlineData(404, "No such image: a/b:c", "image_missing", null)]
    [InlineData(404, "No such container: x", "container_failed", null)]
    [InlineData(500, "mkdir /var/lib/docker/x: no space left on device", "no_space", null)]
    [InlineData(400, "client version 1.41 is too old. Minimum supported API version is 1.44", "docker_unavailable", null)]
    [InlineData(409, "Conflict. The container name is already in use", "container_failed", null)]
    [InlineData(500, "", "container_failed", null)]
    public void The_engines_words_get_a_code(int status, string words, string code, int? port)
    {
        var failure = FaultClassifier.FromAnswer(status, words);

        DockerFailures.Code(failure).ShouldBe(code);
        failure.Port.ShouldBe(port);
    }

    [Fact, Trait("case", "K-24")]
    public async Task Warnings_are_success_and_an_error_is_a_failure_with_its_reason()
    {
        await using var engine = await FakeEngine.StartAsync(Socket, context => context.Request.Path.Value switch
        {
            "/version" => FakeEngine.AnswerAsync(context, 200, """{"Version":"20.10","ApiVersion":"1.41","MinAPIVersion":"1.12"}"""),
            _ when context.Request.Query["name"] == "warned" => FakeEngine.AnswerAsync(context, 201, """{"Id":"c1","Warnings":["Your kernel does not support swap limit capabilities"]}"""),
            _ => FakeEngine.AnswerAsync(context, 500, """{"message":"something broke"}"""),
        });
        using var client = new DockerClient(DockerEndpoint.Parse(engine.Endpoint), TimeProvider.System);
        var plan = ContainerPlan.Make(new AgentRig("x").Spec(), "op", "inst", null);

        var made = await client.CreateContainerAsync("warned", plan, TestContext.Current.CancellationToken);
        made.Id.ShouldBe("c1");
        made.Warnings.ShouldNotBeNull().ShouldHaveSingleItem();
        var failure = await Should.ThrowAsync<DockerException>(() => client.CreateContainerAsync("other", plan, TestContext.Current.CancellationToken));
        failure.Message.ShouldBe("something broke");
    }

    [Fact]
    public async Task Answers_that_are_no_answers_are_failures_of_the_engine()
    {
        await using var engine = await FakeEngine.StartAsync(Socket, context => context.Request.Path.Value switch
        {
            "/version" => FakeEngine.AnswerAsync(context, 200, """{"ApiVersion":"1.41"}"""),
            _ when context.Request.Path.Value!.Contains("html", StringComparison.Ordinal) => FakeEngine.AnswerAsync(context, 502, "<html>bad gateway</html>"),
            _ => FakeEngine.AnswerAsync(context, 200, "not json"),
        });
        using var client = new DockerClient(DockerEndpoint.Parse(engine.Endpoint), TimeProvider.System);

        (await Should.ThrowAsync<DockerException>(() => client.InspectContainerAsync("x", TestContext.Current.CancellationToken))).Fault.ShouldBe(DockerFault.EngineError);
        (await Should.ThrowAsync<DockerException>(() => client.InspectContainerAsync("html", TestContext.Current.CancellationToken))).Message.ShouldContain("bad gateway");
    }

    [Theory]
    [InlineData("unix:///run/docker.sock", "/run/docker.sock", null, true), InlineData("tcp://10.0.0.5:2375", null, "10.0.0.5", false), InlineData("http://127.0.0.1:2375", null, "127.0.0.1", true)]
    public void Endpoints_are_read(string text, string? path, string? host, bool local)
    {
        var endpoint = DockerEndpoint.Parse(text);

        (endpoint.SocketPath, endpoint.Host, endpoint.IsLocal).ShouldBe((path, host, local));
    }

    [Theory]
    [InlineData(""), InlineData("unix://relative"), InlineData("ssh://host"), InlineData("/var/run/docker.sock"), InlineData("tcp://")]
    public void Other_endpoints_are_refused(string text) => Should.Throw<FormatException>(() => DockerEndpoint.Parse(text)).Message.ShouldContain("allowed");
}
