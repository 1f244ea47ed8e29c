using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Mcp;

/// <summary>Says yes or no to a call.</summary>
internal sealed class McpAnswerCommand : CliCommand
{
    private readonly Argument<string> _call = new("CALL") { Description = "Id of a call that waits" };
    private readonly bool _yes;

    public McpAnswerCommand(CliHost host, bool yes)
        : base(yes ? "approve" : "deny", yes ? "Say yes to a call of a program; it runs at once" : "Say no to a call of a program", host)
    {
        _yes = yes;
        Add(_call);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var id = Names.Check("call", call.Get(_call));
        var answer = await call.Api().PostAsync($"/api/mcp/calls/{Uri.EscapeDataString(id)}/{(_yes ? "approve" : "deny")}", ApiJson.Default.McpCall, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }

        call.Output.Note(_yes ? $"{answer.Value.Tool} runs on {answer.Value.Instance.Name}." : $"{answer.Value.Tool} was refused.");
        return ExitCodes.Ok;
    }
}
