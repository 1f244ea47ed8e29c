using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;

namespace Anchorage.Cli.Tunnels;

/// <summary>Ports of an instance on this machine's loopback, until interrupted.</summary>
internal sealed class ForwardCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly Argument<string[]> _ports = new("PORTS") { Description = "LOCAL:REMOTE or one port for both; LOCAL 0 takes a free one", Arity = ArgumentArity.OneOrMore };

    public ForwardCommand(CliHost host)
        : base("forward", "Listen on 127.0.0.1 and forward each connection to a port of an instance", host)
    {
        Add(_instance);
        Add(_ports);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var specs = call.Get(_ports)!.Select(ForwardSpec.Parse).ToArray();
        var api = call.Api();
        var instance = TunnelRoutes.RequireRunning((await InstanceRoutes.GetAsync(api, call.Get(_instance), cancel)).Value);
        var listeners = new List<(Socket Socket, ForwardSpec Spec)>();
        try
        {
            foreach (var spec in specs)
            {
                listeners.Add((Listen(spec), spec));
            }

            foreach (var (socket, spec) in listeners)
            {
                Tell(call, new ForwardListening(socket.LocalEndPoint!.ToString()!, instance.Name, spec.Remote));
            }

            var forwarder = new PortForwarder(api, instance, call.Output.Note);
            await Task.WhenAll(listeners.Select(l => forwarder.RunAsync(l.Socket, l.Spec.Remote, cancel)));
            return ExitCodes.Ok;
        }
        finally
        {
            listeners.ForEach(static l => l.Socket.Dispose());
        }
    }

    private static Socket Listen(ForwardSpec spec)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, spec.Local));
            socket.Listen(128);
            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new CliException("port_unavailable", $"Cannot listen on 127.0.0.1:{spec.Local}: {failure.Message}.", $"Take another local port, or a free one: 0:{spec.Remote}", ExitCodes.Config, failure);
        }
    }

    private static void Tell(Invocation call, ForwardListening listening)
    {
        if (call.Output.Json)
        {
            call.Output.JsonLine(JsonSerializer.SerializeToElement(listening, ApiJson.Default.ForwardListening));
        }
        else
        {
            call.Output.Line($"{listening.Listen} -> {listening.Instance}:{listening.RemotePort}");
            call.Environment.Out.Flush();
        }
    }
}
