using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;
using Anchorage.Cli.Terminals.Attach.Echo;
using Anchorage.Cli.Tunnels;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>The same terminal as in the browser, in this one: it goes on without us, and comes back after every break of the connection.</summary>
internal sealed class AttachCommand : CliCommand
{
    private readonly Argument<string> _target = new("TARGET") { Description = "An instance (its latest terminal, or a new one), or a terminal" };
    private readonly Flag<bool> _new = new("--new", "", "Open another terminal on the instance", "--new-session");
    private readonly Flag<bool> _watch = new("--watch", "", "Only look");
    private readonly Flag<bool> _takeOver = new("--take-over", "", "Have the terminal alone: all others are told, watch, and are detached after 3 s");
    private readonly Flag<string> _key = new("--detach-key", "KEY", $"The key that leaves, such as ctrl-a; {Attach.DetachKey.Usual} if absent, none for none");
    private readonly Flag<string> _predict = new Flag<string>("--predict", "WHEN", "When keys are shown before their echo comes, underlined: on slow connections, always or never; passwords never are") { Fallback = "auto" }.Among("auto", "always", "never");

    public AttachCommand(CliHost host)
        : base("attach", "Be in a terminal of an instance; leaving does not end it", host)
    {
        Add(_target);
        Add(_new);
        Add(_watch);
        Add(_takeOver);
        Add(_key);
        Add(_predict);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var keyName = call.Get(_key) ?? Attach.DetachKey.Usual;
        var options = new AttachOptions(call.Get(_watch) ? "watch" : "type", call.Get(_takeOver), Attach.DetachKey.Parse(keyName), call.Environment.Colors);
        if (options is { Role: "watch", TakeOver: true })
        {
            throw CliException.Usage("--watch and --take-over contradict each other.");
        }

        var predict = Enum.Parse<PredictMode>(call.Get(_predict)!, ignoreCase: true);
        var api = call.Api();
        var terminal = await FindAsync(call, api, cancel);
        await using var output = call.Environment.OpenOutput();
        int? code;
        using (var local = new RawTerminal(call.Environment.Error))
        {
            var screen = new AttachScreen(output, RawTerminal.Size, options.Colors, new LocalEcho(new LocalScreen(RawTerminal.Size), predict, api.Time));
            var session = new AttachSession(api, terminal, options, screen, RawTerminal.Size, api.Time);
            using var resized = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => session.Events.TryWrite(new AttachEvent.Resized()));
            using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => local.Dispose());
            using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => local.Dispose());
            _ = Task.Run(() => ReadKeysAsync(call.Environment.OpenInput(), session.Events, cancel), cancel);
            code = await session.RunAsync(cancel);
        }

        call.Output.Note(code is { } exit ? $"\r\n{terminal.Label} has ended with exit code {exit}." : $"\r\nLeft {terminal.Label}; it goes on. Come back: anchorage attach {terminal.Id}");
        return code ?? ExitCodes.Ok;
    }

    private async Task<TerminalInfo> FindAsync(Invocation call, ApiClient api, CancellationToken cancel)
    {
        var target = Names.Check("instance or terminal", call.Get(_target));
        string? instance;
        if (call.Get(_new))
        {
            instance = TunnelRoutes.RequireRunning((await InstanceRoutes.GetAsync(api, target, cancel)).Value).Id;
        }
        else
        {
            (var found, instance) = await TerminalLookup.FindOrLatestAsync(api, target, cancel);
            if (found is not null)
            {
                return found;
            }
        }

        var (columns, rows) = RawTerminal.Size();
        var body = new TerminalCreate(instance!, columns, rows, null, null, null);
        return (await api.PostAsync("/api/terminals", body, ApiJson.Default.TerminalCreate, ApiJson.Default.TerminalCreated, cancel)).Value.Terminal.Deserialize(ApiJson.Default.TerminalInfo)!;
    }

    private static async Task ReadKeysAsync(Stream input, ChannelWriter<AttachEvent> events, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await input.ReadAsync(buffer, cancel)) > 0)
        {
            await events.WriteAsync(new AttachEvent.Typed(buffer[..read]), cancel);
        }

        await events.WriteAsync(new AttachEvent.InputEnded(), cancel);
    }
}
