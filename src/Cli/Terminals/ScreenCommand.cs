using System.CommandLine;
using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals;

internal sealed class ScreenCommand : CliCommand
{
    private readonly Argument<string> _terminal = new("TERMINAL") { Description = "Id, name of one of yours, or an instance that has one" };
    private readonly Flag<int?> _scrollback = new("--scrollback", "N", "With so many of the lines above the screen, 0..10000", "-n");

    public ScreenCommand(CliHost host)
        : base("screen", "Print what a terminal shows", host)
    {
        Add(_terminal);
        Add(_scrollback);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var scrollback = call.Get(_scrollback) ?? 0;
        if (scrollback is < 0 or > 10_000)
        {
            throw CliException.Usage($"--scrollback is {scrollback}; allowed: 0..10000.");
        }

        var api = call.Api();
        var path = TerminalLookup.Path((await TerminalLookup.FindOrOnlyAsync(api, call.Get(_terminal), cancel)).Id);
        var answer = await api.GetAsync($"{path}/screen?scrollback={scrollback.ToString(CultureInfo.InvariantCulture)}", ApiJson.Default.ScreenText, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
            return ExitCodes.Ok;
        }

        var lines = answer.Value.Scrollback.Concat(answer.Value.Lines).Reverse().SkipWhile(line => line.Length == 0).Reverse();
        foreach (var line in lines)
        {
            call.Output.Line(line);
        }

        return ExitCodes.Ok;
    }
}
