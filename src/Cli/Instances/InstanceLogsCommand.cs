using System.CommandLine;
using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Instances;

internal sealed class InstanceLogsCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly Flag<int?> _tail = new("--tail", "N", "The last so many lines, 1..5000; 200 if absent", "-n");
    private readonly Flag<bool> _times = new("--times", "", "With the time of each line");

    public InstanceLogsCommand(CliHost host)
        : base("logs", "Print the end of an instance's output", host)
    {
        Add(_instance);
        Add(_tail);
        Add(_times);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var tail = call.Get(_tail) ?? 200;
        if (tail is < 1 or > 5000)
        {
            throw CliException.Usage($"--tail is {tail}; allowed: 1..5000.");
        }

        var path = $"{InstanceRoutes.Of(call.Get(_instance))}/logs?tail={tail.ToString(CultureInfo.InvariantCulture)}";
        var answer = await call.Api().GetAsync(path, ApiJson.Default.InstanceLogs, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
            return ExitCodes.Ok;
        }

        foreach (var line in answer.Value.Lines)
        {
            var time = call.Get(_times) ? line.At?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture) : null;
            call.Output.Line(time + line.Text);
        }

        return ExitCodes.Ok;
    }
}
