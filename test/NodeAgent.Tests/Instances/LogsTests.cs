using System.Text;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Instances;

[Collection(DockerCollection.Name), Trait("category", "docker")]
public sealed class LogsTests(DockerFixture docker)
{
    [Fact]
    public async Task The_last_lines_come_with_time_and_stream()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());
        await Shell.DockerAsync("exec", "anchorage-" + spec.InstanceId, "/bin/sh", "-c", "for i in 1 2 3; do echo out $i >/proc/1/fd/1; done; echo err >/proc/1/fd/2");

        var lines = await Eventually.GetAsync("the lines are in the log", TimeSpan.FromSeconds(60), async () =>
        {
            var read = await ReadAsync(rig, spec.InstanceId, 4);
            return read.Count == 4 && read.Any(l => l.Text == "err") ? read : null;
        });

        lines.Where(l => l.Stream == "stdout").Select(l => l.Text).ShouldBe(["out 1", "out 2", "out 3"]);
        lines.Where(l => l.Stream == "stderr").ShouldHaveSingleItem().Text.ShouldBe("err");
        lines.ShouldAllBe(l => l.At != null);
        (await ReadAsync(rig, spec.InstanceId, 2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Logs_of_nothing_and_too_many_lines_are_refused_before_the_stream_opens()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync();

        (await Should.ThrowAsync<LinkRequestException>(() => ReadAsync(rig, "nosuch", 10))).Code.ShouldBe("instance_not_found");
        (await Should.ThrowAsync<LinkRequestException>(() => ReadAsync(rig, "nosuch", 5001))).Code.ShouldBe("invalid_request");
        (await Should.ThrowAsync<LinkRequestException>(() => ReadAsync(rig, "../x", 10))).Code.ShouldBe("invalid_request");
    }

    private static async Task<List<LogLine>> ReadAsync(AgentRig rig, string instanceId, int tail)
    {
        var stream = new MemoryStreamOfFrames();
        await rig.Services.GetServices<IStreamHandler>().Single(h => h.Kind == StreamKinds.Logs)
            .ServeAsync(stream, ProtocolJson.Element(new ReadLogs(instanceId, tail)), TestContext.Current.CancellationToken);
        stream.Accepted.ShouldBeTrue();
        return stream.Lines;
    }

    private sealed class MemoryStreamOfFrames : IAgentStream
    {
        public string Id => "test";

        public bool Accepted { get; private set; }

        public List<LogLine> Lines { get; } = [];

        public ValueTask AcceptAsync(CancellationToken cancellationToken)
        {
            Accepted = true;
            return ValueTask.CompletedTask;
        }

        public ValueTask<StreamFrame?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<StreamFrame?>(null);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> data, bool text, CancellationToken cancellationToken)
        {
            text.ShouldBeTrue();
            Lines.Add(ProtocolJson.Read<LogLine>(Encoding.UTF8.GetString(data.Span)));
            return ValueTask.CompletedTask;
        }
    }
}
