using System.CommandLine;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Instances;

internal sealed class InstanceShowCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };

    public InstanceShowCommand(CliHost host)
        : base("show", "Show one instance", host) => Add(_instance);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        InstanceView.Print(call.Output, await InstanceRoutes.GetAsync(call.Api(), call.Get(_instance), cancel));
        return ExitCodes.Ok;
    }
}
