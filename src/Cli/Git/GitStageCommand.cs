using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

/// <summary>Puts files into the index, or takes them out.</summary>
internal sealed class GitStageCommand : GitCommand
{
    // The server takes a limited request.
    private const int AtOnce = 200;
    private readonly Argument<string[]> _files = new("FILE") { Description = "From the repository's folder; a folder stands for what is in it", Arity = ArgumentArity.OneOrMore };
    private readonly string _verb;

    public GitStageCommand(CliHost host, bool stage)
        : base(stage ? "stage" : "unstage", stage ? "Put files into the index" : "Take files out of the index", host)
    {
        _verb = stage ? "stage" : "unstage";
        Add(_files);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var failed = 0;
        foreach (var files in call.Get(_files)!.Chunk(AtOnce))
        {
            var answer = await call.Api().PostAsync(Route(place, _verb), new GitFiles(place.Path!, files), ApiJson.Default.GitFiles, ApiJson.Default.GitStaged, cancel);
            if (call.Output.Json)
            {
                call.Output.JsonLine(answer.Raw);
            }

            foreach (var file in answer.Value.Failed)
            {
                failed++;
                call.Output.Note($"{file.Path}: {file.Error}");
            }
        }

        return failed == 0 ? ExitCodes.Ok : ExitCodes.Config;
    }
}
