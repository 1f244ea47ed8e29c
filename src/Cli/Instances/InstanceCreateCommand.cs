using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Identity;
using Anchorage.Cli.Nodes;
using Anchorage.Cli.Operations;

namespace Anchorage.Cli.Instances;

/// <summary>Creates an instance. Every call carries an idempotency key, so a repeat after a broken connection makes no second one.</summary>
internal sealed class InstanceCreateCommand : CliCommand
{
    private readonly Argument<string?> _name = new("NAME") { Description = "a-z, 0-9 and -, at most 40; the server makes one if absent", Arity = ArgumentArity.ZeroOrOne };
    private readonly Flag<string> _image = new("--image", "ID", "Image; the default one if absent");
    private readonly Flag<string> _node = new("--node", "NODE", "Machine, by id or name; the server chooses if absent");
    private readonly Flag<string> _sshKey = new("--ssh-key", "FILE", "A public key to allow; it is also stored among your keys");
    private readonly Flag<int?> _memory = new("--memory", "MB", "Memory, 128..262144");
    private readonly Flag<double?> _cpus = new("--cpus", "N", "Processors, 0.1..64");
    private readonly Flag<int?> _pids = new("--pids", "N", "Processes, 64..131072");
    private readonly Flag<string> _restart = new Flag<string>("--restart-policy", "POLICY", "When it starts again by itself").Among("unless-stopped", "no", "always");
    private readonly Flag<string> _record = new Flag<string>("--record-terminals", "WHEN", "Which terminals are recorded; what is typed never is").Among("onRequest", "always");
    private readonly Flag<string> _key = new("--idempotency-key", "KEY", "The same key gives the same instance; 1..64 characters A-Z a-z 0-9 _ -");
    private readonly WaitFlags _wait = new();

    public InstanceCreateCommand(CliHost host)
        : base("create", "Create an instance", host)
    {
        Add(_name);
        Add(_image);
        Add(_node);
        Add(_sshKey);
        Add(_memory);
        Add(_cpus);
        Add(_pids);
        Add(_restart);
        Add(_record);
        Add(_key);
        _wait.AddTo(this);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var key = IdempotencyKey(call.Get(_key));
        var name = call.Get(_name) is { } given ? Names.Check("instance", given) : null;
        var publicKey = call.Get(_sshKey) is { } file ? PublicKeyText.Check(await File.ReadAllTextAsync(file, cancel), file) : null;
        var api = call.Api();
        var node = call.Get(_node) is { } text ? (await NodeLookup.FindAsync(api, text, cancel)).Value.Id : null;
        var limits = call.Get(_memory) is null && call.Get(_cpus) is null && call.Get(_pids) is null
            ? null
            : new InstanceLimits(call.Get(_memory), call.Get(_cpus), call.Get(_pids));
        var body = new InstanceCreate(name, call.Get(_image), node, publicKey, limits, call.Get(_restart), call.Get(_record));
        ApiAnswer<InstanceAnswer> answer;
        try
        {
            answer = await api.PostAsync("/api/instances", body, ApiJson.Default.InstanceCreate, ApiJson.Default.InstanceAnswer, cancel, key);
        }
        catch (CliException failure) when (failure.ExitCode is ExitCodes.Network or ExitCodes.Timeout && failure.Code is "server_unreachable" or "request_timeout")
        {
            throw new CliException(failure.Code, $"{failure.Message} It is not known whether the instance was created.", $"Repeat with --idempotency-key {key}: that cannot make a second one.", failure.ExitCode, failure);
        }

        return await InstanceWork.FinishAsync(call, api, answer, _wait, "is ready", cancel);
    }

    private static string IdempotencyKey(string? given)
    {
        if (given is null)
        {
            return Guid.NewGuid().ToString("N");
        }

        return given.Length is >= 1 and <= 64 && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? given
            : throw CliException.Usage($"--idempotency-key is \"{given}\"; allowed: 1..64 characters of A-Z a-z 0-9 _ -.");
    }
}
