using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Anchorage.NodeAgent.Commands;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>The instance part of an agent in this process, on the real engine, with an installation label of its own. What bears the label is removed at the end.</summary>
internal sealed class AgentRig : IAsyncDisposable
{
    // Below the system's ephemeral ports, so that no outgoing connection of the machine takes one.
    private static int _nextPort = 21000 + (RandomNumberGenerator.GetInt32(1000) * 10);
    private readonly bool _ownsData;
    private IHost? _host;

    public AgentRig(string image, string? installation = null, string? data = null)
    {
        Image = image;
        Installation = installation ?? "t" + NewId();
        Data = data ?? Directory.CreateTempSubdirectory("anchorage-agent-").FullName;
        _ownsData = data is null;
    }

    public string Image { get; }

    public string Installation { get; }

    public string Data { get; }

    public string Owner { get; } = "o" + NewId();

    public FakeLink Link { get; } = new();

    public IServiceProvider Services => _host!.Services;

    public DockerClient Client => Services.GetRequiredService<DockerClient>();

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    public async Task<AgentRig> StartAsync(Action<InstancesOptions>? configure = null, IStepGate? gate = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IControlLink>(Link);
        builder.Services.AddLogging();
        if (gate is not null)
        {
            builder.Services.AddSingleton(gate);
        }

        builder.Services.AddInstances(Data, options =>
        {
            options.InstallationId = Installation;
            configure?.Invoke(options);
        });
        builder.Services.AddFiles();
        builder.Services.AddCommands(Data);
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>Three free ports in a row.</summary>
    public static int FreePorts()
    {
        while (true)
        {
            var first = Interlocked.Add(ref _nextPort, 3);
            if (Enumerable.Range(first, 3).All(IsFree))
            {
                return first;
            }
        }
    }

    public InstanceSpec Spec(string? id = null, string? owner = null, int? port = null, IReadOnlyList<string>? keys = null, string? image = null, InstanceLimits? limits = null, string publish = "127.0.0.1")
    {
        var first = port ?? FreePorts();
        return new InstanceSpec(
            id ?? "i" + NewId(), "My Box", owner ?? Owner, "olga", image ?? Image,
            [new PortMapping("ssh", 22, first), new PortMapping("http", 80, first + 1), new PortMapping("https", 443, first + 2)],
            publish, limits ?? new InstanceLimits(256, 1, 256), "unless-stopped", keys ?? []);
    }

    public async Task<JsonElement?> AskAsync<T>(string type, T payload) =>
        await Services.GetServices<IMessageHandler>().Single(h => h.Type == type).HandleAsync(ProtocolJson.Element(payload), TestContext.Current.CancellationToken);

    public async Task<TAnswer> AskAsync<T, TAnswer>(string type, T payload) => ProtocolJson.Read<TAnswer>(await AskAsync(type, payload));

    public async Task<WorkCompleted> CreateAsync(InstanceSpec spec, string? operation = null, int sshSeconds = 30)
    {
        var id = operation ?? "op" + NewId();
        await AskAsync(MessageTypes.InstanceCreate, new CreateInstance(id, spec, sshSeconds));
        return await Link.CompletedAsync(id);
    }

    public async Task<InstanceSpec> MadeAsync(InstanceSpec spec)
    {
        var completed = await CreateAsync(spec);
        completed.Succeeded.ShouldBeTrue($"{completed.ErrorCode}: {completed.Message}");
        return spec;
    }

    public async Task<WorkCompleted> ChangeAsync(string instanceId, string verb, IReadOnlyList<string>? keys = null, int stopSeconds = 5)
    {
        var id = "op" + NewId();
        await AskAsync(MessageTypes.InstanceChange, new ChangeInstance(id, instanceId, verb, stopSeconds, keys, 30));
        return await Link.CompletedAsync(id);
    }

    public async Task<WorkCompleted> RebuildAsync(InstanceSpec spec, bool wipe = false, int sshSeconds = 30)
    {
        var id = "op" + NewId();
        await AskAsync(MessageTypes.InstanceRebuild, new RebuildInstance(id, spec, wipe, sshSeconds));
        return await Link.CompletedAsync(id);
    }

    /// <summary>Names of everything on the engine that bears the label.</summary>
    public Task<IReadOnlyList<string>> LeftAsync() => LeftAsync(Installation);

    public static async Task<IReadOnlyList<string>> LeftAsync(string installation)
    {
        var filter = "label=anchorage.installation=" + installation;
        var containers = await Shell.DockerAsync("ps", "-a", "--filter", filter, "--format", "{{.Names}}");
        var volumes = await Shell.DockerAsync("volume", "ls", "-q", "--filter", filter);
        var networks = await Shell.DockerAsync("network", "ls", "--filter", filter, "--format", "{{.Name}}");
        return [.. $"{containers}\n{volumes}\n{networks}".Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    public static async Task RemoveAllAsync(string installation)
    {
        var filter = "label=anchorage.installation=" + installation;
        foreach (var (list, remove) in new[] { (["ps", "-aq"], ["rm", "-f"]), (["volume", "ls", "-q"], ["volume", "rm"]), ((string[])["network", "ls", "-q"], (string[])["network", "rm"]) })
        {
            var ids = (await Shell.DockerAsync([.. list, "--filter", filter])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (ids.Length > 0)
            {
                await Shell.RunAsync("docker", [.. remove, .. ids]);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }

        await RemoveAllAsync(Installation);
        if (_ownsData)
        {
            Directory.Delete(Data, recursive: true);
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
