using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Files;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;

namespace Anchorage.Cli.Git;

/// <summary>A verb that works on one repository, or on one folder.</summary>
internal abstract class GitCommand : CliCommand
{
    private readonly Argument<string> _place;

    protected GitCommand(string name, string description, CliHost host, string place = "NAME:/PATH of a repository", Argument? before = null)
        : base(name, description, host)
    {
        _place = new Argument<string>("REPO") { Description = place };
        if (before is not null)
        {
            Add(before);
        }

        Add(_place);
    }

    /// <summary>The place; one that needs no path is a name alone as well.</summary>
    protected FilePlace Place(Invocation call, bool needsPath = true)
    {
        var text = call.Get(_place);
        var place = !needsPath && text is { Length: > 0 } && !text.Contains(':', StringComparison.Ordinal) ? new FilePlace(Names.Check("instance", text), null) : FilePlace.Parse(text);
        return place.Path is null && needsPath ? throw CliException.Config("Name the folder too, as in NAME:/root/project.") : place;
    }

    /// <summary>The path of the API.</summary>
    protected static string Route(FilePlace place, string verb, params (string Name, string? Value)[] query) => Query.Append($"{InstanceRoutes.Of(place.Instance)}/git/{verb}", query);
}
