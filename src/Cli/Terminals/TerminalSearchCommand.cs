using System.CommandLine;
using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals;

/// <summary>Prints <c>LINE:TEXT</c> for each match, as grep does.</summary>
internal sealed class TerminalSearchCommand : CliCommand
{
    private readonly Argument<string> _terminal = new("TERMINAL") { Description = "Id, name of one of yours, or an instance that has one" };
    private readonly Argument<string> _query = new("TEXT") { Description = "What to look for" };
    private readonly Flag<bool> _regex = new("--regex", "", "TEXT is a regular expression, without back-references and look-around", "-e");
    private readonly Flag<bool> _case = new("--match-case", "", "Tell upper from lower case");
    private readonly Flag<int?> _limit = new("--limit", "N", "At most so many, 1..1000; 100 if absent");

    public TerminalSearchCommand(CliHost host)
        : base("search", "Search the screen of a terminal and the lines above it", host)
    {
        Add(_terminal);
        Add(_query);
        Add(_regex);
        Add(_case);
        Add(_limit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var limit = call.Get(_limit) ?? 100;
        if (limit is < 1 or > 1000)
        {
            throw CliException.Usage($"--limit is {limit}; allowed: 1..1000.");
        }

        var api = call.Api();
        var path = Query.Append(
            $"{TerminalLookup.Path((await TerminalLookup.FindOrOnlyAsync(api, call.Get(_terminal), cancel)).Id)}/search",
            ("q", call.Get(_query)),
            ("regex", call.Get(_regex) ? "true" : null),
            ("matchCase", call.Get(_case) ? "true" : null),
            ("limit", limit.ToString(CultureInfo.InvariantCulture)));
        var answer = await api.GetAsync(path, ApiJson.Default.SearchResult, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
            return ExitCodes.Ok;
        }

        foreach (var match in answer.Value.Matches)
        {
            call.Output.Line(string.Create(CultureInfo.InvariantCulture, $"{match.Line}:{match.Text}"));
        }

        if (answer.Value.Truncated)
        {
            call.Output.Note("There may be more: --limit takes up to 1000.");
        }

        return ExitCodes.Ok;
    }
}
