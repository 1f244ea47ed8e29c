using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

internal sealed class GroupListCommand(CliHost host) : CliCommand("ls", "List the groups you are in; all of them for administrators", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        call.Output.List(
            await call.Api().ListAsync(GroupInfo.Path, int.MaxValue, ApiJson.Default.GroupInfo, cancel),
            ("NAME", g => g.Name),
            ("PEOPLE", g => string.Join(' ', g.Members.Select(static m => m.Name))),
            ("FOR", g => g.Description),
            ("ID", g => g.Id));
        return ExitCodes.Ok;
    }
}
