using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Instances;

namespace Anchorage.Cli.Tunnels;

/// <summary>A ProxyCommand for OpenSSH: standard input and output are one TCP connection to a port of the instance.</summary>
internal sealed class SshProxyCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly Flag<int?> _port = new("--port", "PORT", "The port inside the instance; 22 if absent", "-p");

    public SshProxyCommand(CliHost host)
        : base("ssh-proxy", "Connect standard input and output with a port of an instance (for ProxyCommand)", host)
    {
        Add(_instance);
        Add(_port);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var port = TunnelRoutes.CheckPort(call.Get(_port) ?? 22, "--port");
        var api = call.Api();
        var instance = TunnelRoutes.RequireRunning((await InstanceRoutes.GetAsync(api, call.Get(_instance), cancel)).Value);
        using var socket = await api.ConnectAsync(TunnelRoutes.Of(instance, port), cancel);
        await using var input = call.Environment.OpenInput();
        await using var output = call.Environment.OpenOutput();
        var pump = new TunnelPump(socket, input, output, call.Environment.Time)
        {
            EndOutput = async () => await output.DisposeAsync(),
            OutputEndsTunnel = !OperatingSystem.IsLinux(),
        };
        await pump.RunAsync(cancel);
        return ExitCodes.Ok;
    }
}
