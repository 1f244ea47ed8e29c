using System.CommandLine;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Files;

internal sealed class FileCatCommand : CliCommand
{
    private readonly Argument<string> _place = new("PLACE") { Description = "NAME:/PATH" };

    public FileCatCommand(CliHost host)
        : base("cat", "Print a file of an instance, byte for byte", host) => Add(_place);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = FilePlace.Parse(call.Get(_place));
        var api = call.Api();
        using var response = await api.OpenAsync(() => new HttpRequestMessage(HttpMethod.Get, place.Route("/content")), cancel);
        await using var output = call.Environment.OpenOutput();
        await api.CopyAsync(response, output, cancel);
        return ExitCodes.Ok;
    }
}
