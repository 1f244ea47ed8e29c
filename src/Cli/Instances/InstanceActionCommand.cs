using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Operations;

namespace Anchorage.Cli.Instances;

/// <summary>"start", "stop", "restart" and "restore".</summary>
internal sealed class InstanceActionCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly WaitFlags _wait = new();
    private readonly string _action;
    private readonly string _done;

    /// <param name="action">The verb, which is also the last word of the route.</param>
    /// <param name="done">How the end is told.</param>
    public InstanceActionCommand(CliHost host, string action, string description, string done)
        : base(action, description, host)
    {
        _action = action;
        _done = done;
        Add(_instance);
        _wait.AddTo(this);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var answer = await api.PostAsync($"{InstanceRoutes.Of(call.Get(_instance))}/{_action}", ApiJson.Default.InstanceAnswer, cancel);
        return await InstanceWork.FinishAsync(call, api, answer, _wait, _done, cancel);
    }
}
