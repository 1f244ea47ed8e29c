using System.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.CommandLine;

/// <summary>One call of a command: its flags, its output and its connection to the server.</summary>
internal sealed class Invocation : IDisposable
{
    private readonly CliHost _host;
    private readonly ParseResult _result;
    private ApiClient? _api;

    public Invocation(CliHost host, ParseResult result)
    {
        _host = host;
        _result = result;
        Output = new ConsoleOutput(host.Environment, Get(host.Globals.Output) == "json");
        Store = new ConfigStore(host.Environment, Get(host.Globals.ConfigDir));
    }

    public CliEnvironment Environment => _host.Environment;

    public ConsoleOutput Output { get; }

    public ConfigStore Store { get; }

    /// <summary>The profile flag, or null where the stored current profile is meant.</summary>
    public string? ProfileName => Get(_host.Globals.Profile);

    /// <summary>The deadline of one request.</summary>
    public TimeSpan RequestTimeout => Get(_host.Globals.Timeout) switch
    {
        null => TimeSpan.FromSeconds(30),
        >= 1 and <= 600 and var seconds => TimeSpan.FromSeconds(seconds),
        var other => throw CliException.Config($"--timeout is {other}; allowed: 1..600 seconds."),
    };

    public T? Get<T>(Flag<T> flag) => flag.Read(_result, _host.Environment);

    public T? Get<T>(Argument<T> argument) => _result.GetValue(argument);

    /// <summary>Whether the flag stands on the command line (not in a variable).</summary>
    public bool Given<T>(Flag<T> flag) => _result.GetResult(flag) is { Implicit: false };

    /// <summary>The server, token and pin that this call uses.</summary>
    /// <exception cref="CliException">Nobody is signed in under that profile.</exception>
    public ServerTarget Target() => Resolve(Store.Load());

    /// <summary>The client for <see cref="Target"/>; opened once per call.</summary>
    public ApiClient Api()
    {
        if (_api is null)
        {
            var config = Store.Load();
            _api = new ApiClient(Resolve(config), Environment.Time, RequestTimeout) { Keepalive = config.Keepalive };
        }

        return _api;
    }

    /// <summary>A client for some other target; the caller disposes it.</summary>
    public ApiClient Open(ServerTarget target) => new(target, Environment.Time, RequestTimeout);

    public void Dispose() => _api?.Dispose();

    private ServerTarget Resolve(CliConfig config) => ServerTarget.Resolve(Environment, config, ProfileName, Get(_host.Globals.Server));
}
