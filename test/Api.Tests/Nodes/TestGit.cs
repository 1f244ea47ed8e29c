using System.Diagnostics;
using Anchorage.NodeAgent.Git;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Tests.Git;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>The agent's own git part with real git; the root of an instance is its folder of <see cref="TestFiles"/>.</summary>
internal sealed class TestGit : IAsyncDisposable
{
    private static readonly Lazy<string> Hub = new(MakeHub);
    private readonly TestFiles _files;
    private readonly ServiceProvider _services;

    public TestGit(TestFiles files)
    {
        _files = files;
        ServiceCollection services = new();
        services.AddGit();
        services.AddSingleton<IInstancePrograms>(new FolderPrograms(PathOf));
        _services = services.BuildServiceProvider();
    }

    public IStreamHandler Stream => _services.GetServices<IStreamHandler>().Single();

    /// <summary>A repository that others push to.</summary>
    internal static string Url => "file://" + Hub.Value;

    /// <summary>The folder of an instance; in a new one lies <c>/repo</c> with one commit, a staged and an unstaged change.</summary>
    public string PathOf(string instanceId)
    {
        string path = _files.PathOf(instanceId);
        lock (_files)
        {
            if (!Directory.Exists(Path.Combine(path, "repo")))
            {
                Run($"git clone -q {Url} repo; cd repo; git config user.name Ann; git config user.email ann@example.org; echo staged > staged; git add staged; echo changed > file", path);
            }
        }

        return path;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static string MakeHub()
    {
        string folder = Directory.CreateTempSubdirectory("anchorage-hub-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Run("git init -q -b main first; cd first; echo one > file; git add file; git -c user.name=a -c user.email=a@b commit -q -m first; git clone -q --bare . ../hub.git", folder);
        return Path.Combine(folder, "hub.git");
    }

    private static void Run(string script, string folder)
    {
        ProcessStartInfo info = new("/bin/sh", ["-ec", script]) { WorkingDirectory = folder };
        info.Environment["HOME"] = folder;
        info.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using Process process = Process.Start(info)!;
        process.WaitForExit(TimeSpan.FromMinutes(3)).ShouldBeTrue();
        process.ExitCode.ShouldBe(0);
    }
}
