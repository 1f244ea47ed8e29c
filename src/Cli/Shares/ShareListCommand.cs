using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Shares;

internal sealed class ShareListCommand(CliHost host) : CliCommand("ls", "List what you share, and what others share with you", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        call.Output.List(
            await ShareList.ReadAsync(call.Api(), cancel),
            ("INSTANCE", s => s.InstanceName ?? "(all)"),
            ("FROM", s => s.SharerName),
            ("WITH", s => s.GroupId is null ? s.ShareeName : "group " + s.ShareeName),
            ("MAY", s => s.Permissions is { } listed ? string.Join(' ', listed) : "everything"),
            ("ENDS", s => ConsoleOutput.At(s.ExpiresAt)),
            ("ON", s => s.IsEnabled ? "yes" : "no"),
            ("NOTE", s => s.Description),
            ("ID", s => s.Id));
        return ExitCodes.Ok;
    }
}
