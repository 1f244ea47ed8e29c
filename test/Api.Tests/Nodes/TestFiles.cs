using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>The agent's own files; the root of an instance is a folder of this machine instead of a container's.</summary>
internal sealed class TestFiles : IAsyncDisposable
{
    /// <summary>An entry that is in the trash of every instance.</summary>
    internal const string Trashed = "20260101000000000-00000000";

    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-files-").FullName;
    private ServiceProvider _services;

    public TestFiles()
    {
        _services = Compose();
        Stream = new Door(this);
    }

    public FileRoots Roots => _services.GetRequiredService<FileRoots>();

    public IStreamHandler Stream { get; }

    /// <summary>Answers in place of the agent, once it was asked; null for an honest node.</summary>
    public Func<IAgentStream, CancellationToken, Task>? Lie { get; set; }

    /// <summary>What was in the memory of the agent is gone, as after a kill; what it noted is read again.</summary>
    public void RestartAgent() => _services = Compose();

    private ServiceProvider Compose()
    {
        ServiceCollection services = new();
        services.AddFiles(options =>
        {
            options.TransfersFolder = Path.Combine(_folder, ".transfers");
            options.TransferBytesPerSecond = 0;
        });
        services.Remove(services.Single(s => s.ServiceType == typeof(IFileRootSource)));
        services.AddSingleton<IFileRootSource>(s => new FolderRoots(this, s.GetRequiredService<FileThreads>()));
        return services.BuildServiceProvider();
    }

    /// <summary>The folder of an instance; in a new one lie a file and something in the trash.</summary>
    public string PathOf(string instanceId)
    {
        string path = Path.Combine(_folder, instanceId);
        if (!Directory.Exists(path))
        {
            string trash = Path.Combine(path, ".anchorage-trash", Trashed);
            Directory.CreateDirectory(trash);
            File.WriteAllText(Path.Combine(trash, "item"), "trashed");
            File.WriteAllText(Path.Combine(trash, "info"), $$"""{"id":"{{Trashed}}","path":"/trashed","kind":"file","size":7,"deletedAt":"2026-01-01T00:00:00Z"}""");
            File.WriteAllText(Path.Combine(path, "file"), "content");
        }

        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();

        // The library cannot name every file that is in there.
        using System.Diagnostics.Process remove = System.Diagnostics.Process.Start("rm", ["-rf", "--", _folder]);
        await remove.WaitForExitAsync();
    }

    private sealed class FolderRoots(TestFiles files, FileThreads threads) : IFileRootSource
    {
        public Task<FileRoot?> TryOpenAsync(string instanceId, CancellationToken cancellationToken) =>
            Task.FromResult<FileRoot?>(new FileRoot(FileRoot.OpenHandle(files.PathOf(instanceId)), FileIdentity.Own, IdMap.Same, IdMap.Same, FilePath.Root, threads));
    }

    /// <summary>The files of the agent that lives now.</summary>
    private sealed class Door(TestFiles files) : IStreamHandler
    {
        public string Kind => StreamKinds.Files;

        public Task ServeAsync(IAgentStream stream, System.Text.Json.JsonElement payload, CancellationToken cancellationToken) =>
            files.Lie?.Invoke(stream, cancellationToken) ?? files._services.GetServices<IStreamHandler>().Single().ServeAsync(stream, payload, cancellationToken);
    }
}
