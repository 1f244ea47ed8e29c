using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Operations;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Instances;

internal sealed class InstanceRebuildCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly Flag<string> _image = new("--image", "ID", "Another image; the same one if absent");
    private readonly Flag<bool> _wipe = new("--wipe-home", "", "Delete the home folder, keys and host keys too; asks first");
    private readonly Flag<bool> _yes = new("--yes", "", "Do not ask", "-y");
    private readonly WaitFlags _wait = new();

    public InstanceRebuildCommand(CliHost host)
        : base("rebuild", "Make the container anew from its image; home, keys, ports and host keys stay", host)
    {
        Add(_instance);
        Add(_image);
        Add(_wipe);
        Add(_yes);
        _wait.AddTo(this);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var wipe = call.Get(_wipe);
        var instance = call.Get(_instance);
        if (wipe && !call.Get(_yes) && !Questions.Confirm(call.Environment, $"Rebuild {instance} and delete its home folder?", "--yes"))
        {
            call.Output.Note("Nothing was changed.");
            return ExitCodes.Config;
        }

        var api = call.Api();
        var answer = await api.PostAsync($"{InstanceRoutes.Of(instance)}/rebuild", new InstanceRebuild(call.Get(_image), wipe), ApiJson.Default.InstanceRebuild, ApiJson.Default.InstanceAnswer, cancel);
        return await InstanceWork.FinishAsync(call, api, answer, _wait, "is rebuilt", cancel);
    }
}
