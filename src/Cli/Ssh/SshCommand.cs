using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;
using Anchorage.Cli.Operations;
using Anchorage.Cli.Output;
using Anchorage.Cli.Tunnels;

namespace Anchorage.Cli.Ssh;

/// <summary>Opens a shell or runs a command in an instance: becomes OpenSSH's ssh, whose exit code is the remote program's.</summary>
internal sealed class SshCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "After --: what runs there; a shell if absent", Arity = ArgumentArity.ZeroOrMore };
    private readonly Flag<bool> _start = new("--start", "", "Start the instance if it is stopped, without asking");
    private readonly Flag<string> _user = new("--login-user", "NAME", "Account inside the instance; the image's own if absent", "-l");

    public SshCommand(CliHost host)
        : base("ssh", "Connect to an instance with ssh, through the server", host)
    {
        Add(_instance);
        Add(_command);
        Add(_start);
        Add(_user);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var ssh = call.Environment.Programs.Find("ssh") ?? throw SshPrograms.Missing("ssh");
        var user = call.Get(_user) is { } given ? Names.Check("account", given) : null;
        var api = call.Api();
        var name = Names.Check("instance", call.Get(_instance));
        var instance = (await InstanceRoutes.GetAsync(api, name, cancel)).Value;
        var keys = new SshKeySetup(call, api);
        var identity = await keys.EnsureAsync(cancel);
        instance = await StartedAsync(call, api, instance, cancel);
        await keys.WaitForSyncAsync(identity, cancel);

        call.Store.EnsureDirectory();
        var options = SshOptions.For(call, api.Target, instance, name, identity.File, user);
        List<string> arguments = [.. options.SelectMany(o => new[] { "-o", $"{o.Name}={o.Value}" }), $"anchorage-{instance.Name}"];
        if (call.Get(_command) is { Length: > 0 } command)
        {
            arguments.AddRange(["--", .. command]);
        }

        return await call.Environment.Programs.ReplaceAsync(ssh, arguments);
    }

    private async Task<InstanceInfo> StartedAsync(Invocation call, ApiClient api, InstanceInfo instance, CancellationToken cancel)
    {
        if (instance is { Status: "creating", Operation: { } creation })
        {
            await OperationFollower.FollowAsync(call, api, creation, OperationFollower.DefaultLimit, cancel);
            return (await InstanceRoutes.GetAsync(api, instance.Id, cancel)).Value;
        }

        if (instance.Status != "stopped")
        {
            return TunnelRoutes.RequireRunning(instance);
        }

        if (!call.Get(_start) && !Questions.Confirm(call.Environment, $"The instance {instance.Name} is stopped. Start it?", "--start"))
        {
            return TunnelRoutes.RequireRunning(instance);
        }

        var answer = await api.PostAsync($"{InstanceRoutes.Of(instance.Id)}/start", ApiJson.Default.InstanceAnswer, cancel);
        if (answer.Value.Operation is { } start)
        {
            await OperationFollower.FollowAsync(call, api, start, OperationFollower.DefaultLimit, cancel);
        }

        return TunnelRoutes.RequireRunning((await InstanceRoutes.GetAsync(api, instance.Id, cancel)).Value);
    }
}
