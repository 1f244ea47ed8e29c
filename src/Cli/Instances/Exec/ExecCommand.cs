using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Tunnels;

namespace Anchorage.Cli.Instances.Exec;

/// <summary>Runs one command in an instance; its streams and its exit code are this program's. Needs neither SSH nor a key.</summary>
internal sealed class ExecCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "After --: program and arguments; no shell looks at them", Arity = ArgumentArity.OneOrMore };
    private readonly Flag<bool> _input = new("--input", "", "Pass standard input on", "-i");
    private readonly Flag<string> _directory = new("--directory", "PATH", "Where it begins, an absolute path", "-C");
    private readonly Flag<bool> _root = new("--root", "", "As root, on a machine that allows it");

    public ExecCommand(CliHost host)
        : base("exec", "Run a command in an instance, with its output and its exit code", host)
    {
        Add(_instance);
        Add(_command);
        Add(_input);
        Add(_directory);
        Add(_root);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var instance = TunnelRoutes.RequireRunning((await InstanceRoutes.GetAsync(api, call.Get(_instance), cancel)).Value);
        using var socket = await api.ConnectAsync(Query.Append("/ws/exec", ("instance", instance.Id)), cancel);
        await using var input = call.Get(_input) ? call.Environment.OpenInput() : Stream.Null;
        await using var output = call.Environment.OpenOutput();
        await using var errors = call.Environment.OpenError();
        return await new ExecPump(socket, input, output, errors, api.Time).RunAsync(new ExecMessage("start", call.Get(_command)!, call.Get(_directory), Root: call.Get(_root) ? true : null), cancel);
    }
}
