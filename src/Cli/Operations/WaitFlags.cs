using System.CommandLine;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Operations;

/// <summary>Whether and how long a command follows the operation that it started.</summary>
internal sealed class WaitFlags
{
    private readonly Flag<bool> _wait = new("--wait", "", "Follow the work to its end (the default)") { Fallback = true };
    private readonly Flag<bool> _noWait = new("--no-wait", "", "Return as soon as the work is accepted");
    private readonly Flag<int?> _limit = new("--wait-timeout", "SECONDS", "How long to follow it, 1..86400; 600 if absent");

    public void AddTo(Command command)
    {
        command.Add(_wait);
        command.Add(_noWait);
        command.Add(_limit);
    }

    public bool Wanted(Invocation call)
    {
        if (call.Given(_wait) && call.Given(_noWait))
        {
            throw CliException.Usage("--wait and --no-wait contradict each other.");
        }

        return call.Given(_wait) ? call.Get(_wait) : call.Get(_wait) && !call.Get(_noWait);
    }

    public TimeSpan Limit(Invocation call) => call.Get(_limit) switch
    {
        null => OperationFollower.DefaultLimit,
        >= 1 and <= 86_400 and var seconds => TimeSpan.FromSeconds(seconds),
        var other => throw CliException.Config($"--wait-timeout is {other}; allowed: 1..86400 seconds."),
    };
}
