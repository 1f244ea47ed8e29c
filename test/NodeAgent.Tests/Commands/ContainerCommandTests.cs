using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Operations;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Tests.Instances;
using Anchorage.NodeAgent.Tests.Terminals;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Commands;

/// <summary>Commands on a real container of the real engine.</summary>
[Collection(DockerCollection.Name), Trait("category", "docker")]
public sealed class ContainerCommandTests(DockerFixture docker)
{
    private const string Offered = """
        {
          // What this node offers.
          "operations": {
            "update": { "command": ["/bin/sh", "-c", "echo one; echo two; id -u; cat /proc/self/status | grep NoNewPrivs"] },
            "upgrade": { "command": ["/bin/sh", "-c", "echo it went wrong >&2; exit 3"] },
            "slow": { "command": ["/bin/sleep", "600"], "timeoutSeconds": 1 },
            "literal": { "command": ["/bin/echo", "$(id); `id` && x"] }
          },
          "logs": { "app": { "file": "/var/log/app.log" } }
        }
        """;

    [Fact, Trait("case", "D-14")]
    public async Task A_container_is_measured_and_runs_only_what_its_node_names()
    {
        docker.Need();
        string data = Directory.CreateTempSubdirectory("anchorage-agent-").FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "commands.json"), Offered, TestContext.Current.CancellationToken);
        await using AgentRig rig = await new AgentRig(docker.Image, data: data).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());

        InstanceVitals vitals = await rig.AskAsync<AskInstance, InstanceVitals>(MessageTypes.InstanceStatus, new AskInstance(spec.InstanceId));
        vitals.State.ShouldBe("running");
        vitals.MemoryBytes.ShouldBeGreaterThan(0);
        vitals.MemoryLimitBytes.ShouldBe(256L * 1024 * 1024);
        vitals.MemoryBytes.ShouldBeLessThan(vitals.MemoryLimitBytes);
        vitals.CpuPercent.ShouldBeInRange(0, 1000);
        vitals.Pid.ShouldBeGreaterThan(1);
        vitals.LocalIp.ShouldStartWith("10.");
        vitals.Operations.ShouldBe(["literal", "slow", "update", "upgrade"]);
        vitals.Logs.ShouldBe(["service", "app"]);

        WorkCompleted updated = await ExecuteAsync(rig, spec.InstanceId, "update");
        updated.Succeeded.ShouldBeTrue($"{updated.ErrorCode}: {updated.Message}");
        NamedLog log = await ReadAsync<NamedLog>(rig, spec.InstanceId, CommandActions.Log, new ReadNamedLog("operation:update", 100));
        log.Content.ShouldStartWith("one\ntwo\n0\n");

        // The container's own limits hold, as in a terminal.
        log.Content.ShouldContain("NoNewPrivs:\t1");
        rig.Link.Posted<WorkProgress>().ShouldContain(p => p.Message == "two");

        WorkCompleted failed = await ExecuteAsync(rig, spec.InstanceId, "upgrade");
        failed.ErrorCode.ShouldBe("operation_failed");
        failed.Message.ShouldBe("upgrade ended with exit code 3: it went wrong");
        (await ExecuteAsync(rig, spec.InstanceId, "slow")).ErrorCode.ShouldBe("operation_timeout");
        (await ExecuteAsync(rig, spec.InstanceId, "literal")).Succeeded.ShouldBeTrue();
        (await ReadAsync<NamedLog>(rig, spec.InstanceId, CommandActions.Log, new ReadNamedLog("operation:literal", 5))).Content.ShouldBe("$(id); `id` && x");
        foreach (string name in (string[])["clear-all", "/bin/sh", "update ", "../update", ""])
        {
            (await Should.ThrowAsync<Exception>(() => ExecuteAsync(rig, spec.InstanceId, name))).Message.ShouldContain("offers no operation of that name");
        }

        InstanceConfiguration shown = await ReadAsync<InstanceConfiguration>(rig, spec.InstanceId, CommandActions.Configuration, new Protocol.Files.NoArguments());
        shown.Entries.ShouldContain(e => e.Section == "limits" && e.Name == "memoryBytes" && e.Value == "268435456");
        shown.Entries.ShouldContain(e => e.Section == "operations" && e.Name == "update");
        (await ReadAsync<NamedLog>(rig, spec.InstanceId, CommandActions.Log, new ReadNamedLog("app", 5))).Message.ShouldNotBeNull();
        await Shell.DockerAsync("exec", "anchorage-" + spec.InstanceId, "/bin/sh", "-c", "mkdir -p /var/log; printf 'a\\nb\\nc\\n' > /var/log/app.log");
        (await ReadAsync<NamedLog>(rig, spec.InstanceId, CommandActions.Log, new ReadNamedLog("app", 2))).Content.ShouldBe("b\nc");
        (await Should.ThrowAsync<LinkRequestException>(() => ReadAsync<NamedLog>(rig, spec.InstanceId, CommandActions.Log, new ReadNamedLog("/etc/passwd", 5)))).Code.ShouldBe("log_not_found");

        (await rig.ChangeAsync(spec.InstanceId, "stop")).Succeeded.ShouldBeTrue();
        (await rig.AskAsync<AskInstance, InstanceVitals>(MessageTypes.InstanceStatus, new AskInstance(spec.InstanceId))).State.ShouldBe("stopped");
        (await ExecuteAsync(rig, spec.InstanceId, "update")).ErrorCode.ShouldBe("instance_stopped");
        (await Should.ThrowAsync<LinkRequestException>(() => rig.AskAsync(MessageTypes.InstanceStatus, new AskInstance("nosuch")))).Code.ShouldBe("instance_not_found");
        Directory.Delete(data, recursive: true);
    }

    private static async Task<WorkCompleted> ExecuteAsync(AgentRig rig, string instanceId, string name)
    {
        string id = "op" + AgentRig.NewId();
        await rig.AskAsync(MessageTypes.InstanceExecute, new ExecuteOperation(id, instanceId, name));
        return await rig.Link.CompletedAsync(id);
    }

    private static async Task<T> ReadAsync<T>(AgentRig rig, string instanceId, string action, object arguments)
    {
        PipeStream stream = new();
        stream.ToAgent.Writer.Complete();
        CommandCall call = new(instanceId, action, JsonElement.Parse(ProtocolJson.Write(arguments)));
        await rig.Services.GetServices<IStreamHandler>().Single(h => h.Kind == StreamKinds.Commands).ServeAsync(stream, ProtocolJson.Element(call), TestContext.Current.CancellationToken);
        stream.FromAgent.Writer.Complete();
        using MemoryStream json = new();
        await foreach (StreamFrame frame in stream.FromAgent.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            json.Write(frame.Data.Span);
        }

        return ProtocolJson.Read<T>(Encoding.UTF8.GetString(json.ToArray()));
    }
}
