using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Operations;

internal sealed class OperationCancelCommand : CliCommand
{
    private readonly Argument<string> _operation = new("ID") { Description = "The operation" };

    public OperationCancelCommand(CliHost host)
        : base("cancel", "Ask the server to stop long work", host) => Add(_operation);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var id = Names.Check("operation", call.Get(_operation));
        await call.Api().SendAsync(HttpMethod.Post, $"/api/operations/{Uri.EscapeDataString(id)}/cancel", cancel);
        call.Output.Note($"Asked to cancel {id}.");
        return ExitCodes.Ok;
    }
}
