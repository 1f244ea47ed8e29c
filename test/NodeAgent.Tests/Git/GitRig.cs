using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Git;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Git;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Tests.Terminals;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Git;

/// <summary>The agent's git actions with real git, asked over streams as the server asks.</summary>
internal sealed class GitRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestFolder? _folder;
    private readonly string _instance;

    private GitRig(IInstancePrograms programs, TestFolder? folder, string instance, Action<GitOptions>? configure)
    {
        ServiceCollection services = new();
        services.AddGit(configure);
        services.AddSingleton(programs);
        _services = services.BuildServiceProvider();
        (_folder, _instance) = (folder, instance);
    }

    /// <summary>The folder that is the root of the instance.</summary>
    internal string Path => _folder.ShouldNotBeNull().Path;

    internal static GitRig OnFolder(Action<GitOptions>? configure = null)
    {
        TestFolder folder = new();
        return new GitRig(new FolderPrograms(_ => folder.Path), folder, "i1", configure);
    }

    internal static GitRig On(IInstancePrograms programs, string instance) => new(programs, null, instance, null);

    internal async Task<T> AskAsync<T>(string action, object arguments, CancellationToken? cancel = null)
    {
        PipeStream stream = new();
        stream.ToAgent.Writer.Complete();
        JsonElement call = ProtocolJson.Element(new GitCall(_instance, action, JsonSerializer.SerializeToElement(arguments, arguments.GetType(), ProtocolJson.Default)));
        await _services.GetServices<IStreamHandler>().Single().ServeAsync(stream, call, cancel ?? HostHarness.Deadline);
        stream.FromAgent.Writer.Complete();
        using MemoryStream json = new();
        await foreach (StreamFrame frame in stream.FromAgent.Reader.ReadAllAsync(HostHarness.Deadline))
        {
            if (!frame.IsText)
            {
                json.Write(frame.Data.Span);
            }
            else if (ProtocolJson.Read<StreamNote>(Encoding.UTF8.GetString(frame.Data.Span)) is { Error: { } error })
            {
                throw new LinkRequestException(error.Code, error.Message);
            }
        }

        return ProtocolJson.Read<T>(Encoding.UTF8.GetString(json.ToArray()));
    }

    internal Task<RepositoryStatus> StatusAsync(string repo) => AskAsync<RepositoryStatus>(GitActions.Status, new RepositoryPlace(repo));

    internal Task<StageResult> StageAsync(string repo, params string[] files) => AskAsync<StageResult>(GitActions.Stage, new StageFiles(repo, files));

    internal async Task<string> CommitAsync(string repo, string message, string? author = "Ann <ann@example.org>") =>
        (await AskAsync<CommitMade>(GitActions.Commit, new CommitChanges(repo, message, author))).CommitHash;

    /// <summary>A repository with one commit.</summary>
    internal async Task<string> RepositoryAsync(string path, string content = "one\n")
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path + path)!);
        await AskAsync<RepositoryPlace>(GitActions.Init, new InitRepository(path));
        Write(path + "/file", content);
        await StageAsync(path, "file");
        return await CommitAsync(path, "first");
    }

    internal void Write(string path, string content)
    {
        string file = Path + path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    internal async Task<LinkRequestException> RefusalAsync(string action, object arguments) => await Should.ThrowAsync<LinkRequestException>(AskAsync<JsonElement>(action, arguments));

    /// <summary>Runs a script as somebody in a terminal would.</summary>
    internal async Task<string> ShellAsync(string script)
    {
        (int code, string output, string error) = await TestContainer.RunAsync("/bin/bash", "-c", $"set -e; cd \"$1\"; export HOME=\"$1\" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C; {script}", "bash", Path);
        code.ShouldBe(0, error);
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_folder is not null)
        {
            // The library cannot name every file that is in there.
            (await TestContainer.RunAsync("rm", "-rf", "--", _folder.Path)).Code.ShouldBe(0);
        }
    }
}
