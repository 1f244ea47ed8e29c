using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Shares;

internal sealed class ShareRemoveCommand : CliCommand
{
    private readonly Argument<string> _share = new("SHARE") { Description = "Id of a share that you made" };

    public ShareRemoveCommand(CliHost host)
        : base("rm", "Take a share back; what is open by it ends", host) => Add(_share);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var id = Names.Check("share", call.Get(_share));
        await call.Api().PostAsync(ShareList.Delete, new ShareDelete(id), ApiJson.Default.ShareDelete, ApiJson.Default.ShareAnswer, cancel);
        call.Output.Note($"The share {id} is taken back.");
        return ExitCodes.Ok;
    }
}
