using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class TerminalHandlerTests
{
    [Fact]
    public async Task A_terminal_opens_carries_a_viewer_and_closes_through_the_handlers()
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await using ServiceProvider services = Services(agent);
        var open = new OpenTerminal("t1", "i1", 90, 30, null, 3600);
        JsonElement answer = (await Handler(services, MessageTypes.TerminalOpen).HandleAsync(ProtocolJson.Element(open), HostHarness.Deadline)).ShouldNotBeNull();
        ProtocolJson.Read<TerminalReport>(answer).Columns.ShouldBe(90);

        var stream = new PipeStream();
        var attach = new AttachTerminal("t1", "v1", "u1", "user", "type", null);
        IStreamHandler handler = services.GetServices<IStreamHandler>().Single(h => h.Kind == StreamKinds.Terminal);
        Task serving = handler.ServeAsync(stream, ProtocolJson.Element(attach), HostHarness.Deadline);
        StreamFrame first = await stream.FromAgent.Reader.ReadAsync(HostHarness.Deadline);
        stream.Accepted.ShouldBeTrue();
        first.IsText.ShouldBeTrue();
        Encoding.UTF8.GetString(first.Data.Span).ShouldMatch("""^\{"type":"attached","terminalId":"t1","offset":\d+,"columns":90,"rows":30,"role":"type","inputOffset":0,"viewerId":"v1"\}$""");
        stream.ToAgent.Writer.TryWrite(new StreamFrame(new byte[8].Concat("exit 3\n"u8.ToArray()).ToArray(), false));
        var texts = new List<string>();
        await foreach (StreamFrame frame in ReadUntilEndAsync(stream, serving))
        {
            if (frame.IsText)
            {
                texts.Add(Encoding.UTF8.GetString(frame.Data.Span));
                if (texts[^1].Contains("\"exit\"", StringComparison.Ordinal))
                {
                    // A browser closes now.
                    stream.ToAgent.Writer.Complete();
                }
            }
        }

        texts.ShouldContain("""{"type":"exit","code":3}""");
        (await services.GetRequiredService<ITerminalReporter>().ListAsync(HostHarness.Deadline)).ShouldHaveSingleItem().ExitCode.ShouldBe(3);
        for (int i = 0; i < 2; i++)
        {
            (await Handler(services, MessageTypes.TerminalClose).HandleAsync(ProtocolJson.Element(new CloseTerminal("t1")), HostHarness.Deadline)).ShouldBeNull();
        }

        (await services.GetRequiredService<ITerminalReporter>().ListAsync(HostHarness.Deadline)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Attaching_to_nothing_refuses_before_accepting()
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await using ServiceProvider services = Services(agent);
        var stream = new PipeStream();
        var attach = new AttachTerminal("t1", "v1", "u1", "user", "type", null);
        IStreamHandler handler = services.GetServices<IStreamHandler>().Single(h => h.Kind == StreamKinds.Terminal);
        (await Should.ThrowAsync<LinkRequestException>(() => handler.ServeAsync(stream, ProtocolJson.Element(attach), HostHarness.Deadline))).Code.ShouldBe("terminal_not_found");
        stream.Accepted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 24, 60)]
    [InlineData(80, 100000, 60)]
    [InlineData(80, 24, -1)]
    public async Task Impossible_requests_are_refused(int columns, int rows, int seconds)
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await using ServiceProvider services = Services(agent);
        JsonElement payload = ProtocolJson.Element(new OpenTerminal("t1", "i1", columns, rows, null, seconds));
        (await Should.ThrowAsync<LinkRequestException>(() => Handler(services, MessageTypes.TerminalOpen).HandleAsync(payload, HostHarness.Deadline))).Code.ShouldBe("invalid_request");
    }

    private static IMessageHandler Handler(ServiceProvider services, string type) => services.GetServices<IMessageHandler>().Single(h => h.Type == type);

    private static ServiceProvider Services(AgentSide agent)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<TerminalHostClient>>(NullLogger<TerminalHostClient>.Instance);
        services.AddSingleton<IControlLink>(agent.Link);
        services.AddSingleton<IShellSource>(new LocalShells());
        services.AddSingleton<IContainerShell, NoContainers>();
        services.AddTerminals(options =>
        {
            options.Folder = agent.Options.Folder;
            options.Executable = agent.Options.Executable;
        });
        return services.BuildServiceProvider();
    }

    private static async IAsyncEnumerable<StreamFrame> ReadUntilEndAsync(PipeStream stream, Task serving)
    {
        _ = serving.ContinueWith(_ => stream.FromAgent.Writer.Complete(), TaskScheduler.Default);
        await foreach (StreamFrame frame in stream.FromAgent.Reader.ReadAllAsync(HostHarness.Deadline))
        {
            yield return frame;
        }

        await serving;
    }

    private sealed class LocalShells : IShellSource
    {
        public Task<ShellLaunch?> FindAsync(OpenTerminal request, CancellationToken cancellationToken) =>
            Task.FromResult<ShellLaunch?>(new ShellLaunch(Process: HostHarness.Shell()));
    }

    private sealed class NoContainers : IContainerShell
    {
        public Task<RunningContainer> FindAsync(string instanceId, CancellationToken cancellationToken) => throw new LinkRequestException("instance_not_found", "None.");
    }
}
