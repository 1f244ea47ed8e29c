using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Events;

/// <summary>Prints events as JSON lines until it is interrupted; reconnects by itself and resumes after the last event it saw.</summary>
internal sealed class EventsCommand : CliCommand
{
    private readonly Flag<string[]> _topics = new("--topic", "NAME", "Only these, such as instances, operations, nodes; may be repeated");
    private readonly Flag<string> _since = new("--since-number", "N", "Begin after this event number, if the server still has it");
    private readonly Flag<int?> _count = new("--count", "N", "End after so many events");
    private readonly Flag<bool> _heartbeats = new("--heartbeats", "", "Print heartbeats too");

    public EventsCommand(CliHost host)
        : base("events", "Follow events as JSON lines", host)
    {
        Add(_topics);
        Add(_since);
        Add(_count);
        Add(_heartbeats);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var left = call.Get(_count) ?? int.MaxValue;
        if (left < 1)
        {
            throw CliException.Usage($"--count is {left}; allowed: 1 or more.");
        }

        var topics = call.Get(_topics) is { Length: > 0 } given ? string.Join(',', given) : null;
        var stream = new EventStream(call.Api(), Query.Append("/api/events", ("topics", topics)), call.Output.Note, call.Get(_since));
        await foreach (var item in stream.ReadAsync(cancel))
        {
            if (NameOf(item) is "heartbeat" && !call.Get(_heartbeats))
            {
                continue;
            }

            call.Output.JsonLine(item);
            if (NameOf(item) is "signed-out")
            {
                throw new CliException("unauthenticated", "The server ended the connection: the sign-in is no longer valid.", "Run: anchorage login", ExitCodes.Auth);
            }

            if (--left == 0)
            {
                break;
            }
        }

        return ExitCodes.Ok;
    }

    private static string? NameOf(JsonElement item) =>
        item.TryGetProperty("name", out var name) ? name.GetString() : null;
}
